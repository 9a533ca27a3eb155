import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Serves a folder of a bundled app; what is no file is the app itself. */
export async function serveSite(folder, port) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = path.join(folder, path.normalize(pathname));
    let body;
    let name = file;
    try {
      body = await readFile(file);
    } catch {
      // A route of the app.
      name = path.join(folder, 'index.html');
      body = await readFile(name);
    }
    const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
    response.setHeader('Content-Type', type).end(body);
  });
  await new Promise(resolve => server.listen(port, resolve));
  return { stop: () => new Promise(resolve => server.close(resolve)) };
}
