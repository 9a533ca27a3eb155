import { SourceError } from '@opsdeck/backstage-plugin-operations-node';
import { toAwsSourceError } from '../client/awsError';

/**
 * The lists of a paged call, one per page. An answer without its list is not
 * taken for an empty one, and a marker that comes round again does not make the
 * reading endless.
 *
 * @param action - the IAM action of the call, for messages
 * @throws SourceError
 */
export async function* listPages<TPage extends { Marker?: string }, TItem>(
  pages: AsyncIterable<TPage>,
  list: (page: TPage) => TItem[] | undefined,
  action: string,
): AsyncIterable<TItem[]> {
  const markers = new Set<string>();
  try {
    for await (const page of pages) {
      const items = list(page);
      if (!items) {
        throw new SourceError(
          'malformed',
          `the answer to ${action} holds no list`,
        );
      }
      if (page.Marker && markers.has(page.Marker)) {
        throw new SourceError(
          'malformed',
          `${action} gave the same marker twice`,
        );
      }
      if (page.Marker) markers.add(page.Marker);
      yield items;
    }
  } catch (error) {
    throw toAwsSourceError(error, action);
  }
}

/** All items of a paged call. */
export async function listAll<TPage extends { Marker?: string }, TItem>(
  ...call: Parameters<typeof listPages<TPage, TItem>>
): Promise<TItem[]> {
  const all: TItem[] = [];
  for await (const items of listPages(...call)) all.push(...items);
  return all;
}
