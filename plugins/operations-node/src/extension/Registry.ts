import { ConflictError, InputError } from '@backstage/errors';
import { parseDuration } from '@opsdeck/backstage-plugin-operations-common';

/** As long as the column that keeps it. */
const MAX_ID_LENGTH = 100;

/** What every kind of source has that is put on the scheduler. */
interface Schedulable {
  readonly id: string;
  readonly cadence: string;
  readonly timeout: string;
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

function checkSource({ id, cadence, timeout }: Schedulable): void {
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
}
