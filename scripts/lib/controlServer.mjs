import http from 'node:http';

/**
 * A server on the loopback address by which tests reach what their starter runs:
 * `POST /<action>` with a JSON body. Processes then belong to the starter, which
 * ends them whatever becomes of the tests.
 *
 * @param actions name → function of the body; its answer is the response
 */
export async function startControlServer(actions) {
  const server = http.createServer(async (request, response) => {
    try {
      const action = actions[request.url.slice(1)];
      if (!action) throw new Error(`There is no action ${request.url}`);
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const answer = await action(JSON.parse(Buffer.concat(chunks).toString()));
      response.end(JSON.stringify(answer ?? {}));
    } catch (error) {
      response.statusCode = 500;
      response.end(JSON.stringify({ error: String(error) }));
    }
  });
  await new Promise(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => server.close(),
  };
}
