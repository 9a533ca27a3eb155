import { CommanderError } from 'commander';
import {
  CommandFailure,
  EXIT,
  failureDocument,
  type FailurePlace,
} from './failure';
import { processIo, writeJson, type CommandIo } from './io';
import { createProgram } from './program';

function placeText({ file, line }: FailurePlace): string {
  if (!file) return '';
  return line ? `${file}:${line}: ` : `${file}: `;
}

function report(failure: CommandFailure, json: boolean, io: CommandIo): void {
  if (json) {
    writeJson(io, failureDocument(failure));
    return;
  }
  const mentionsFile =
    failure.place.file && failure.message.startsWith(failure.place.file);
  const place = mentionsFile ? '' : placeText(failure.place);
  io.stderr.write(`${place}${failure.message}\n`);
}

function usageFailure(error: CommanderError): CommandFailure {
  const message =
    error.code === 'commander.help'
      ? 'Name a command; --help lists them.'
      : error.message.replace(/^error: /, '');
  return new CommandFailure('usage', message, {}, EXIT.usage);
}

/**
 * Runs the command line and answers the exit code: 0 success, 1 findings or
 * unreadable input, 2 wrong usage. With `--json`, standard output is exactly one
 * JSON document.
 *
 * @param argv - Arguments without node and script.
 */
export async function run(argv: string[], io: CommandIo): Promise<number> {
  const json = argv.includes('--json');
  let exitCode: number = EXIT.success;
  const program = createProgram(io, code => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version end the parse with an exit code of 0.
      if (error.exitCode === 0) return EXIT.success;
      report(usageFailure(error), json, io);
      return EXIT.usage;
    }
    if (!(error instanceof CommandFailure)) throw error;
    report(error, json, io);
    return error.exitCode;
  }
}

/** Entry point of the executable. */
export async function main(argv: string[]): Promise<void> {
  // A reader that goes away, as in "opsdeck ... | head", is no failure.
  process.stdout.on('error', error => {
    if (!('code' in error) || error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await run(argv, processIo());
}
