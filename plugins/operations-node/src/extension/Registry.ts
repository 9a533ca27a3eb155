import { ConflictError, InputError } from '@backstage/errors';
import { parseDuration } from '@opsdeck/backstage-plugin-operations-common';
import { RateLimit } from '../source';

/** As long as the column that keeps it. */
const MAX_ID_LENGTH = 100;

/** What every kind of source has that is put on the scheduler. */
interface Schedulable {
  readonly id: string;
  readonly cadence: string;
  readonly timeout: string;
  readonly concurrency?: number;
  readonly rateLimit?: RateLimit;
}

/** Sources by id; refuses two of one id and what could not be scheduled. */
export class Registry<TSource extends Schedulable> {
  readonly #sources = new Map<string, TSource>();

  /**
   * @throws ConflictError when the id is taken.
   * @throws InputError naming the source and what is wrong with it.
   */
  add(source: TSource): void {
    checkSource(source);
    if (this.#sources.has(source.id)) {
      throw new ConflictError(
        `Two modules add a source with the id "${source.id}"; is a provider package installed twice?`,
      );
    }
    this.#sources.set(source.id, source);
  }

  list(): TSource[] {
    return [...this.#sources.values()];
  }
}

function checkSource(source: Schedulable): void {
  const { id, cadence, timeout } = source;
  if (id.length === 0 || id.length > MAX_ID_LENGTH) {
    throw new InputError(
      `The source id "${id}" must have 1 to ${MAX_ID_LENGTH} characters`,
    );
  }
  for (const [name, value] of Object.entries({ cadence, timeout })) {
    try {
      parseDuration(value);
    } catch (error) {
      throw new InputError(`The ${name} of the source "${id}" is wrong`, error);
    }
  }
  checkLimits(source);
}

function checkLimits({ id, concurrency = 1, rateLimit }: Schedulable): void {
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new InputError(
      `The concurrency of the source "${id}" must be a whole number from 1 on`,
    );
  }
  const { capacity = 1, refillPerSecond = 1 } = rateLimit ?? {};
  // Below one call at once, or without a refill, it would never be read.
  if (!(capacity >= 1 && refillPerSecond > 0 && refillPerSecond < Infinity)) {
    throw new InputError(
      `The rateLimit of the source "${id}" must have a capacity of 1 or more and a refill above 0`,
    );
  }
}
