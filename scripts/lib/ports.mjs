import net from 'node:net';

const FIRST = 20_000;
const LAST = 32_000;

export function isFree(port) {
  return new Promise(resolve => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

/**
 * For each given length the first port of a run of that many free ones; the
 * runs do not overlap.
 */
export async function freePortRange(lengths) {
  const starts = [];
  let port = FIRST + Math.floor(Math.random() * (LAST - FIRST) * 0.8);
  for (const length of lengths) {
    let run = 0;
    while (run < length) {
      run = (await isFree(port + run)) ? run + 1 : 0;
      if (run === 0) port++;
    }
    starts.push(port);
    port += length;
  }
  return starts;
}
