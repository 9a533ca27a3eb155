import { invalidParameterValue } from './errors';

/** The parameters of a call in the AWS query protocol. */
export class QueryParameters {
  constructor(private readonly parameters: URLSearchParams) {}

  /** A parameter, or undefined when it is missing or empty. */
  get(name: string): string | undefined {
    return this.parameters.get(name) || undefined;
  }

  /**
   * A whole number within bounds.
   *
   * @throws AwsError when it is none.
   */
  integer(name: string, from: number, to: number): number | undefined {
    const text = this.get(name);
    if (text === undefined) {
      return undefined;
    }
    const value = Number(text);
    if (!Number.isInteger(value) || value < from || value > to) {
      throw invalidParameterValue(
        `Invalid value ${text} for ${name}. Must be between ${from} and ${to}`,
      );
    }
    return value;
  }

  /** The filters: name to accepted values. */
  filters(): Map<string, string[]> {
    const filters = new Map<string, string[]>();
    for (let n = 1; this.get(`Filters.Filter.${n}.Name`); n++) {
      const values: string[] = [];
      for (let v = 1; ; v++) {
        const value = this.get(`Filters.Filter.${n}.Values.Value.${v}`);
        if (value === undefined) {
          break;
        }
        values.push(value);
      }
      filters.set(this.get(`Filters.Filter.${n}.Name`)!, values);
    }
    return filters;
  }
}

/** How a kind of record answers to each filter that it knows. */
export type FilterFields<T> = Record<string, (item: T) => string>;

/**
 * The records that pass all filters of a call.
 *
 * @throws AwsError for a filter that the call does not know.
 */
export function applyFilters<T>(
  items: readonly T[],
  parameters: QueryParameters,
  fields: FilterFields<T>,
): T[] {
  const filters = [...parameters.filters()].map(([name, values]) => {
    if (!Object.hasOwn(fields, name)) {
      throw invalidParameterValue(`Unrecognized filter name: ${name}`);
    }
    return { valueOf: fields[name], values };
  });
  return items.filter(item =>
    filters.every(({ valueOf, values }) => values.includes(valueOf(item))),
  );
}

/** One page of a list, and the marker of the next. */
export interface Page<T> {
  items: T[];
  marker?: string;
}

/**
 * One page of a list in the order of its identifiers. The marker names the last record of the page, so records that
 * come or go between two pages shift nothing.
 *
 * @throws AwsError when `MaxRecords` is not within 20 and 100, or the marker is not ours.
 */
export function page<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  parameters: QueryParameters,
): Page<T> {
  const size = parameters.integer('MaxRecords', 20, 100) ?? 100;
  const after = parseMarker(parameters.get('Marker'));
  const rest = [...items]
    .sort((a, b) => compare(idOf(a), idOf(b)))
    .filter(item => after === undefined || compare(idOf(item), after) > 0);
  const found = rest.slice(0, size);
  return rest.length > size
    ? { items: found, marker: marker(idOf(found[size - 1])) }
    : { items: found };
}

const MARKER_PREFIX = 'after:';

function marker(id: string): string {
  return Buffer.from(`${MARKER_PREFIX}${id}`).toString('base64');
}

function parseMarker(text: string | undefined): string | undefined {
  if (text === undefined) {
    return undefined;
  }
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  if (!decoded.startsWith(MARKER_PREFIX)) {
    throw invalidParameterValue(`Invalid value ${text} for Marker`);
  }
  return decoded.slice(MARKER_PREFIX.length);
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
