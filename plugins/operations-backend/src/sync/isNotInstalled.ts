import { ResponseError } from '@backstage/errors';

/** Whether a request failed because there is no such plugin in this Backstage. */
export function isNotInstalled(error: unknown): boolean {
  return error instanceof ResponseError && error.statusCode === 404;
}
