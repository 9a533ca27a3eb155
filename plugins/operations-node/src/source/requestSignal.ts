/** A provider that has not answered one request by then will not. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Signal for one request to a provider: fires with the run's own signal, or
 * when this request takes too long. A hanging provider then costs a try, not
 * the whole run, and is read again soon after it has recovered.
 */
export function requestSignal(
  run: AbortSignal,
  timeoutMs: number = REQUEST_TIMEOUT_MS,
): AbortSignal {
  return AbortSignal.any([run, AbortSignal.timeout(timeoutMs)]);
}
