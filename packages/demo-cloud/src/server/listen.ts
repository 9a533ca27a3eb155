import { createServer, RequestListener } from 'node:http';
import { AddressInfo } from 'node:net';

/** A server that listens. */
export interface Listening {
  url: string;
  close(): Promise<void>;
}

/** The port is taken. */
export class PortInUseError extends Error {
  readonly name = 'PortInUseError';

  constructor(readonly port: number, what: string) {
    super(
      `Port ${port}, wanted for ${what}, is in use. Stop the program that uses it, or choose another base port.`,
    );
  }
}

/**
 * Listens on the loopback address; port 0 takes a free one. Closing ends unanswered requests too.
 *
 * @throws PortInUseError when the port is taken.
 */
export function listen(
  what: string,
  handler: RequestListener,
  port: number,
): Promise<Listening> {
  const server = createServer(handler);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' ? new PortInUseError(port, what) : error,
      ),
    );
    server.listen(port, '127.0.0.1', () => {
      const { port: actual } = server.address() as AddressInfo;
      resolve({
        url: `http://127.0.0.1:${actual}`,
        close: () =>
          new Promise(closed => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}
