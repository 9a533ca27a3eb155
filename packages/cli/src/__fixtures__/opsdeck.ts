import { spawn } from 'node:child_process';
import { PassThrough, Readable } from 'node:stream';
import { run } from '../main';

/** What a command left behind. */
export interface Result {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** How a command is called. */
export interface Call {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  stdin?: string | Buffer;
}

/** Runs an executable as a user would. */
export function spawnOpsdeck(
  bin: string,
  args: string[],
  call: Call = {},
): Promise<Result> {
  return new Promise((done, fail) => {
    const env = { ...process.env, ...call.env };
    if (!call.env?.INIT_CWD) delete env.INIT_CWD;
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: call.cwd,
      env,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', data => out.push(data));
    child.stderr.on('data', data => err.push(data));
    child.on('error', fail);
    child.on('close', code =>
      done({
        code,
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
      }),
    );
    child.stdin.end(call.stdin ?? '');
  });
}

/** Runs the same command within this process. */
export async function runOpsdeck(
  args: string[],
  call: Pick<Call, 'cwd' | 'stdin'> = {},
): Promise<Result> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const code = await run(args, {
    stdin: Readable.from([Buffer.from(call.stdin ?? '')]),
    stdout,
    stderr,
    cwd: call.cwd ?? process.cwd(),
  });
  const text = (stream: PassThrough) => String(stream.read() ?? '');
  return { code, stdout: text(stdout), stderr: text(stderr) };
}
