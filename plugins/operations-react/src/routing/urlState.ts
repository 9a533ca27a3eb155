/** What a page keeps in the query string under one name. */
export type UrlValue = string | readonly string[];

/**
 * Reads a value from a query string. What is absent, or not among the allowed
 * values, gives the default: a query string is typed by hand and shared.
 */
export function readUrlValue(
  search: string,
  name: string,
  fallback: UrlValue,
  allowed?: readonly string[],
): UrlValue {
  const isAllowed = (value: string) => !allowed || allowed.includes(value);
  const values = new URLSearchParams(search).getAll(name);
  if (values.length === 0) return fallback;
  if (typeof fallback === 'string') {
    return isAllowed(values[0]) ? values[0] : fallback;
  }
  return values.filter(value => value !== '' && isAllowed(value));
}

/**
 * The parameters with one value changed. The default is left out, so that links
 * stay short; a list emptied against its default is kept as `name=`.
 */
export function writeUrlValue(
  parameters: URLSearchParams,
  name: string,
  value: UrlValue,
  fallback: UrlValue,
): URLSearchParams {
  const next = new URLSearchParams(parameters);
  next.delete(name);
  const values = typeof value === 'string' ? [value] : value;
  const defaults = typeof fallback === 'string' ? [fallback] : fallback;
  if (values.join('\n') === defaults.join('\n')) return next;
  if (values.length === 0) next.append(name, '');
  for (const item of values) next.append(name, item);
  return next;
}
