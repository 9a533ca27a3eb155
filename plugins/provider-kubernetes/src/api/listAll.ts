import { SourceError } from '@opsdeck/backstage-plugin-operations-node';
import { isExpired, toKubernetesError } from './kubernetesError';

/** What kubectl asks for at a time. */
const PAGE_SIZE = 500;

/** How often a list is begun, when it expires while it is read. */
const MAX_STARTS = 3;

interface Page<TItem> {
  items?: TItem[];
  metadata?: { _continue?: string };
}

export interface ListOptions {
  /** The RBAC verb and resource, for example `list deployments.apps`. */
  permission: string;
  now: Date;
}

/**
 * Reads a list to its end and keeps of each item what `pick` makes of it: whole
 * objects of a large cluster would not fit into memory. A list whose continue
 * token has expired (410) is begun anew, so that it shows one instant.
 *
 * @throws SourceError
 */
export async function listAll<TItem, TKept>(
  listPage: (query: {
    limit: number;
    _continue?: string;
  }) => Promise<Page<TItem>>,
  pick: (item: TItem) => TKept[],
  options: ListOptions,
): Promise<TKept[]> {
  for (let start = 1; ; start++) {
    try {
      return await listOnce(listPage, pick);
    } catch (error) {
      if (!isExpired(error)) throw toKubernetesError(error, options);
      if (start === MAX_STARTS) {
        throw new SourceError(
          'unavailable',
          `the list expired ${MAX_STARTS} times while it was read (${options.permission})`,
          { cause: error },
        );
      }
    }
  }
}

async function listOnce<TItem, TKept>(
  listPage: (query: {
    limit: number;
    _continue?: string;
  }) => Promise<Page<TItem>>,
  pick: (item: TItem) => TKept[],
): Promise<TKept[]> {
  const kept: TKept[] = [];
  let position: string | undefined;
  do {
    const page = await listPage({ limit: PAGE_SIZE, _continue: position });
    if (!Array.isArray(page?.items)) {
      throw new SourceError('malformed', 'the answer is not a list');
    }
    for (const item of page.items) kept.push(...pick(item));
    position = page.metadata?._continue || undefined;
  } while (position);
  return kept;
}
