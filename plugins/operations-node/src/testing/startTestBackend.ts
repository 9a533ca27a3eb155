import {
  TestBackend,
  TestBackendOptions,
  startTestBackend as startBackstageTestBackend,
} from '@backstage/backend-test-utils';

/** Longer than any test waits between two calls. */
const KEEP_ALIVE_MS = 120_000;

/**
 * Backstage's `startTestBackend`, for tests whose backend works for a while and
 * whose plugins call each other. Node closes a connection that was idle for 5 s;
 * a call that takes it again just then fails with ECONNRESET, and tasks that
 * come round every 5 s meet that moment sooner or later.
 */
export async function startTestBackend<TExtensionPoints extends unknown[]>(
  options: TestBackendOptions<TExtensionPoints>,
): Promise<TestBackend> {
  const backend = await startBackstageTestBackend(options);
  backend.server.keepAliveTimeout = KEEP_ALIVE_MS;
  return backend;
}
