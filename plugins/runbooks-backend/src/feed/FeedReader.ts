import { createHash } from 'node:crypto';
import { NotFoundError } from '@backstage/errors';
import { icsText } from '@opsdeck/backstage-plugin-operations-common';
import { EntityIndex } from '@opsdeck/backstage-plugin-operations-node';
import {
  FeedItem,
  feedCalendar,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { DateTime } from 'luxon';
import { DocumentStore } from '../database/DocumentStore';
import {
  ListedOccurrence,
  OccurrenceLister,
} from '../service/OccurrenceLister';
import { FeedAudience } from './FeedAudience';
import { FeedFile } from './FeedService';
import { FeedStore, StoredFeed } from './FeedStore';
import { feedTokenHash } from './feedToken';

const DAYS_BACK = 30;
const DAYS_AHEAD = 90;
/** As much as calendars take without complaint. */
const MAX_EVENTS = 2_000;

export interface FeedReaderOptions {
  feeds: Pick<FeedStore, 'find' | 'touch'>;
  audience: Pick<FeedAudience, 'of'>;
  documents: Pick<DocumentStore, 'listOwned'>;
  occurrences: Pick<OccurrenceLister, 'listOf'>;
  loadIndex: () => Promise<EntityIndex>;
  /** Address of the portal, without a slash at its end, where it is configured. */
  portalUrl: string | undefined;
  clock?: () => Date;
}

/** Makes the file of a feed for whoever holds its token. */
export class FeedReader {
  readonly #options: FeedReaderOptions;
  readonly #clock: () => Date;

  constructor(options: FeedReaderOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  /** @throws NotFoundError, the same for whatever reason there is no such feed. */
  async read(token: string): Promise<FeedFile> {
    const { feeds, audience, portalUrl } = this.#options;
    const now = this.#clock();
    const feed = await feeds.find(feedTokenHash(token));
    if (!feed) throw noFeed();
    const { subjectRefs } = await audience.of(feed);
    if (subjectRefs.length === 0) throw noFeed();
    const { items, completeUntil } = await this.#items(subjectRefs, now);
    const calendar = feedCalendar(items, {
      name: nameOf(feed),
      completeUntil,
      portalUrl,
    });
    await feeds.touch(feed.id, now);
    return {
      feedId: feed.id,
      ownerRef: feed.ownerRef,
      text: icsText(calendar, now),
      etag: etagOf(JSON.stringify(calendar.events)),
    };
  }

  async #items(
    subjectRefs: readonly string[],
    now: Date,
  ): Promise<{ items: FeedItem[]; completeUntil: string }> {
    const { documents, occurrences, loadIndex } = this.#options;
    const { entities } = await loadIndex();
    const owned = [...entities].flatMap(([ref, { relations = [] }]) =>
      relations.some(
        ({ type, targetRef }) =>
          type === RELATION_OWNED_BY && subjectRefs.includes(targetRef),
      )
        ? ref
        : [],
    );
    const checklists = (await documents.listOwned(subjectRefs, owned)).filter(
      // What has left the catalog is nobody's any more.
      ({ entityRef }) => entities.has(entityRef),
    );
    const day = DateTime.fromJSDate(now, { zone: 'utc' }).startOf('day');
    const { listed, completeUntil } = await occurrences.listOf(
      checklists,
      {
        from: day.minus({ days: DAYS_BACK }).toJSDate().toISOString(),
        to: day.plus({ days: DAYS_AHEAD }).toJSDate().toISOString(),
        limit: MAX_EVENTS,
      },
      now,
    );
    return { items: listed.map(toItem), completeUntil };
  }
}

function toItem({ checklist, occurrence }: ListedOccurrence): FeedItem {
  const { entityRef, id, definition } = checklist;
  const name = JSON.stringify([entityRef, id, occurrence.scheduledAt]);
  const hash = createHash('sha256').update(name).digest('hex');
  return {
    uid: `${hash.slice(0, 32)}@runbooks.opsdeck`,
    entityRef,
    kind: definition.kind,
    duration: definition.duration,
    occurrence,
  };
}

function nameOf({ scope, subjectRefs, ownerRef }: StoredFeed): string {
  const of = scope === 'team' ? subjectRefs[0] : ownerRef;
  return `Runbooks of ${of.split('/').at(-1)}`;
}

function etagOf(content: string): string {
  return `"${createHash('sha256')
    .update(content)
    .digest('base64url')
    .slice(0, 32)}"`;
}

function noFeed(): NotFoundError {
  return new NotFoundError('There is no such feed');
}
