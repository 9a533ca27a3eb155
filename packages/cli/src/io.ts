import type { Readable, Writable } from 'node:stream';

/** The world of a command; tests and other hosts bring their own. */
export interface CommandIo {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
  /** Folder against which relative paths resolve. */
  cwd: string;
}

/** The process, with the folder of the caller when a package manager moved us. */
export function processIo(): CommandIo {
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    cwd: process.env.INIT_CWD || process.cwd(),
  };
}

/** Writes one JSON document to standard output. */
export function writeJson(io: CommandIo, document: unknown): void {
  io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

/** Removes control characters, so that a document cannot steer the terminal. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]/gu, '');
}
