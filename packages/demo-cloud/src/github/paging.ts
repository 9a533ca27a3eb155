import { unprocessable } from './errors';

/** One page of a list and the `Link` header that leads to the others. */
export interface Page<T> {
  items: T[];
  link?: string;
}

/**
 * One page, as `per_page` (1 to 100, 30 unless told) and `page` ask for it.
 *
 * @throws GithubError when they are no whole numbers.
 */
export function paginate<T>(items: readonly T[], url: URL): Page<T> {
  const size = Math.min(100, wholeNumber(url, 'per_page', 30));
  const page = wholeNumber(url, 'page', 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const links = [
    ...(page > 1 ? [relation(url, Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [relation(url, page + 1, 'next')] : []),
    ...(page < last ? [relation(url, last, 'last')] : []),
    ...(page > 1 ? [relation(url, 1, 'first')] : []),
  ];
  return {
    items: items.slice((page - 1) * size, page * size),
    ...(links.length > 0 && { link: links.join(', ') }),
  };
}

function relation(url: URL, page: number, rel: string): string {
  const target = new URL(url);
  target.searchParams.set('page', String(page));
  return `<${target}>; rel="${rel}"`;
}

function wholeNumber(url: URL, name: string, usual: number): number {
  const text = url.searchParams.get(name);
  const value = text === null || text === '' ? usual : Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw unprocessable(`Invalid value for ${name}: ${text}`);
  }
  return value;
}
