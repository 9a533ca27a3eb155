/** Exit codes of every command. */
export const EXIT = {
  success: 0,
  /** Findings, or input that cannot be read. */
  failure: 1,
  usage: 2,
} as const;

/** Where a failure lies. */
export interface FailurePlace {
  /** File as the caller wrote it. */
  file?: string;
  /** 1-based line. */
  line?: number;
  /** Key within the file, such as `spec.objectives[0].target`. */
  path?: string;
}

/** A failure that the user can do something about; anything else is a defect. */
export class CommandFailure extends Error {
  readonly code: string;
  readonly exitCode: number;
  readonly place: FailurePlace;

  constructor(
    code: string,
    message: string,
    place: FailurePlace = {},
    exitCode: number = EXIT.failure,
  ) {
    super(message);
    this.name = 'CommandFailure';
    this.code = code;
    this.exitCode = exitCode;
    this.place = place;
  }
}

/** The document that `--json` prints for a failure. */
export function failureDocument(failure: CommandFailure) {
  const { file, line, path } = failure.place;
  return {
    error: {
      code: failure.code,
      message: failure.message,
      file: file ?? null,
      line: line ?? null,
      path: path ?? null,
    },
  };
}
