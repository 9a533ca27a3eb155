import { BodyProblem } from './readRawBody';
import { RefusalReason } from './schemes';

/** Why a delivery was not taken, and will not be if it comes again as it is. */
export type Rejection = RefusalReason | BodyProblem;

const BODY_PROBLEMS: readonly string[] = [
  'too-large',
  'too-slow',
  'bad-encoding',
] satisfies BodyProblem[];

/** Whether the body was at fault, not the proof. */
export function isBodyProblem(reason: Rejection): reason is BodyProblem {
  return BODY_PROBLEMS.includes(reason);
}
