import { ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_WITHIN_MS = 15_000;
const STOP_WITHIN_MS = 5_000;

/** A running server process. */
export interface ServerProcess {
  /** Address without a slash at the end. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts a server on a free loopback port and waits until `readyPath` answers 200. Throws with what the process printed
 * when it ends or is not ready in time.
 */
export async function startServer(
  program: string,
  argumentsFor: (address: string) => string[],
  readyPath: string,
): Promise<ServerProcess> {
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(program, argumentsFor(address), {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (data: Buffer) => {
    output = (output + data.toString()).slice(-4_000);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  child.on('error', error => {
    output += error.message;
  });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const stop = async () => {
    process.off('exit', killWithUs);
    await stopProcess(child);
  };
  const url = `http://${address}`;
  try {
    await untilReady(child, `${url}${readyPath}`);
  } catch (error) {
    await stop();
    throw new Error(`${program} did not start: ${error}\n${output}`);
  }
  return { url, stop };
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let last: unknown = 'no answer';
  while (Date.now() < deadline) {
    if (hasEnded(child)) {
      throw new Error(`it ended with code ${child.exitCode}`);
    }
    try {
      const response = await fetch(url);
      if (response.ok) {
        return;
      }
      last = `status ${response.status}`;
    } catch (error) {
      last = error;
    }
    await sleep(50);
  }
  throw new Error(`not ready within ${READY_WITHIN_MS} ms: ${last}`);
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) {
    return;
  }
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
  });
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(impatient);
}

function hasEnded(child: ChildProcess): boolean {
  return (
    child.pid === undefined ||
    child.exitCode !== null ||
    child.signalCode !== null
  );
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise<void>(resolve => {
    server.close(() => resolve());
  });
  if (address === null || typeof address === 'string') {
    throw new Error('The system gave no port');
  }
  return address.port;
}
