import { Advice } from './failure.mjs';

const TIMEOUT_MS = 120_000;

/** Waits until every service of the demo has a verdict of some kind on the fleet board. */
export async function waitForData(backendUrl, onProgress) {
  const started = Date.now();
  let last = 'no answer yet';
  while (Date.now() - started < TIMEOUT_MS) {
    try {
      const token = await signIn(backendUrl, 'ada.admin');
      const headers = { Authorization: `Bearer ${token}` };
      const [board, sources] = await Promise.all(
        ['board', 'sources'].map(async name => {
          const response = await fetch(`${backendUrl}/api/operations/${name}`, {
            headers,
          });
          return response.json();
        }),
      );
      const scopes = sources.plugins.flatMap(plugin =>
        plugin.sources.flatMap(source => source.scopes),
      );
      const unread = scopes.filter(scope => !scope.freshness.lastSuccessAt);
      const filled = board.rows.filter(row => row.verdict !== null);
      last = `${filled.length} services on the board, ${unread.length} of ${scopes.length} scopes unread`;
      if (board.rows.length >= 5 && filled.length >= 5 && unread.length === 0) {
        onProgress(
          `The tabs are filled (${Math.round(
            (Date.now() - started) / 1000,
          )} s)`,
        );
        return;
      }
    } catch (error) {
      last = String(error);
    }
    await new Promise(resolve => setTimeout(resolve, 1_000));
  }
  throw new Advice(`The tabs were not filled within two minutes: ${last}`);
}

async function signIn(backendUrl, name) {
  const response = await fetch(`${backendUrl}/api/auth/opsdeckDemo/refresh`, {
    headers: {
      'x-opsdeck-demo-user': `user:default/${name}`,
      'X-Requested-With': 'XMLHttpRequest',
    },
  });
  const session = await response.json();
  return session.backstageIdentity.token;
}
