/** Asks each backend as nobody, as a caller without the right and as one with it; answers what went wrong. */
export async function askApis(url, { TOKEN, NARROW_TOKEN }) {
  const paths = [
    '/api/operations/board',
    '/api/operations/openapi.json',
    ...['deployments', 'slos', 'runbooks', 'backups', 'incidents'].flatMap(
      tab => [
        `/api/${tab}/entities/component/default/orders`,
        `/api/${tab}/sources`,
        `/api/${tab}/openapi.json`,
      ],
    ),
  ];
  const problems = [];
  for (const path of paths) {
    for (const [wanted, authorization] of [
      [401, undefined],
      [403, `Bearer ${NARROW_TOKEN}`],
      [200, `Bearer ${TOKEN}`],
    ]) {
      const answer = await fetch(url + path, {
        headers: authorization ? { authorization } : {},
      });
      const text = await answer.text();
      if (answer.status !== wanted) {
        problems.push(
          `${path} answered ${answer.status}, not ${wanted}: ${text.slice(
            0,
            300,
          )}`,
        );
      }
    }
  }
  return problems;
}
