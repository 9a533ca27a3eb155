import { InputError } from '@backstage/errors';

/**
 * Why a schedule cannot be used:
 *
 * - `unreadable`: the text is no expression of its dialect, or says something impossible;
 * - `ambiguous`: it reads differently in several dialects and none was named;
 * - `never-occurs`: it is well formed, but the calendar has no such time;
 * - `unknown-zone`: it names a zone that is none of IANA's;
 * - `anchor-needed`, `seed-needed`: it does not stand alone, and that was not given;
 * - `too-costly`: finding its next time takes more steps than are allowed.
 */
export type ScheduleErrorReason =
  | 'unreadable'
  | 'ambiguous'
  | 'never-occurs'
  | 'unknown-zone'
  | 'anchor-needed'
  | 'seed-needed'
  | 'too-costly';

/** A schedule, window or calendar that cannot be used, with what to do about it. */
export class ScheduleError extends InputError {
  readonly reason: ScheduleErrorReason;
  /** 1-based line of the text, where it has several. */
  readonly line: number | undefined;

  constructor(reason: ScheduleErrorReason, message: string, line?: number) {
    super(message);
    this.reason = reason;
    this.line = line;
  }
}

/** Quotes a piece of input for a message; long ones are cut. */
export function quoted(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, ' ');
  return `"${plain.length > 60 ? `${plain.slice(0, 59)}…` : plain}"`;
}

/** The error for text that is no expression of its dialect. */
export function unreadable(message: string, line?: number): ScheduleError {
  return new ScheduleError('unreadable', message, line);
}
