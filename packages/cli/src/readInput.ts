import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { CommandFailure } from './failure';
import type { CommandIo } from './io';

/** A file or standard input, read. */
export interface Input {
  /** Name for messages: the file as the caller wrote it, or `-`. */
  name: string;
  content: Uint8Array;
}

const REASONS: Record<string, [code: string, reason: string]> = {
  ENOENT: ['not-found', 'does not exist'],
  ENOTDIR: ['not-found', 'does not exist'],
  EISDIR: ['not-a-file', 'is a folder; name a file'],
  EACCES: ['not-readable', 'may not be read by this user'],
  EPERM: ['not-readable', 'may not be read by this user'],
};

/** System code of an error, such as `ENOENT`. */
function causeOf(error: unknown): string {
  const isObject = typeof error === 'object' && error !== null;
  return isObject && 'code' in error ? String(error.code) : '';
}

/** How much of an over-long stream is drained, so that a pipe does not break. */
const MAX_DRAINED = 64 * 1024 * 1024;

async function readAll(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    // The first chunk too many is enough to refuse it; the rest is not kept.
    if (length <= maxBytes) chunks.push(bytes);
    length += bytes.length;
    if (length > MAX_DRAINED) break;
  }
  return Buffer.concat(chunks);
}

function open(file: string, io: CommandIo): Readable {
  return file === '-' ? io.stdin : createReadStream(resolve(io.cwd, file));
}

function unreadable(file: string, error: unknown): CommandFailure {
  const cause = causeOf(error);
  const [code, reason] = REASONS[cause] ?? [
    'not-readable',
    `cannot be read (${cause || String(error)})`,
  ];
  return new CommandFailure(code, `${file} ${reason}.`, { file });
}

/**
 * Reads a file, or standard input for `-`. At most a little more than `maxBytes`
 * are read, so that the reader can refuse what is longer.
 *
 * @throws CommandFailure when the file cannot be read.
 */
export async function readInput(
  file: string,
  maxBytes: number,
  io: CommandIo,
): Promise<Input> {
  try {
    return { name: file, content: await readAll(open(file, io), maxBytes) };
  } catch (error) {
    throw unreadable(file, error);
  }
}

/**
 * Reads a file of any length, or standard input for `-`, a piece at a time.
 *
 * @throws CommandFailure when the file cannot be read.
 */
export async function* readChunks(
  file: string,
  io: CommandIo,
): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of open(file, io)) yield Buffer.from(chunk);
  } catch (error) {
    throw unreadable(file, error);
  }
}
