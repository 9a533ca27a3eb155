import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { PropsWithChildren } from 'react';
import { sharedQueryClient } from './queryClient';

export interface OpsdeckQueryProviderProps {
  /** A client of its own, for tests; the page's shared one unless told. */
  client?: QueryClient;
}

/** Goes around every tab, card and page of the suite. */
export function OpsdeckQueryProvider(
  props: PropsWithChildren<OpsdeckQueryProviderProps>,
) {
  return (
    <QueryClientProvider client={props.client ?? sharedQueryClient()}>
      {props.children}
    </QueryClientProvider>
  );
}
