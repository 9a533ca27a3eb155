/** A failure that a person can act on: shown as a sentence, without a stack. */
export class Advice extends Error {}

/** Prints what went wrong and ends with exit code 1. */
export function reportAndExit(error) {
  const text =
    error instanceof Advice ? error.message : error.stack ?? String(error);
  process.stderr.write(`\n${text}\n`);
  process.exit(1);
}

/** Progress goes to standard error: standard output belongs to answers. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}
