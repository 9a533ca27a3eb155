import { ApiRef, useApi } from '@backstage/core-plugin-api';
import {
  UseMutationResult,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';

export interface ApiMutationOptions<TApi, TInput, TResult> {
  api: ApiRef<TApi>;
  mutate: (api: TApi, input: TInput) => Promise<TResult>;
  /** Called once the write was accepted. */
  onSuccess?: (result: TResult, input: TInput) => void;
}

/**
 * A write through an API. When it was accepted every answer of that API is
 * asked for anew; the mutation stays pending until those on screen are there.
 */
export function useApiMutation<TApi, TInput = void, TResult = unknown>(
  options: ApiMutationOptions<TApi, TInput, TResult>,
): UseMutationResult<TResult, Error, TInput> {
  const api = useApi(options.api);
  const client = useQueryClient();
  return useMutation<TResult, Error, TInput>({
    mutationFn: input => options.mutate(api, input),
    onSuccess: async (result, input) => {
      await client.invalidateQueries({ queryKey: ['opsdeck', options.api.id] });
      options.onSuccess?.(result, input);
    },
  });
}
