import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  CreateFeed,
  CreatedFeed,
  Feeds,
} from '@opsdeck/backstage-plugin-runbooks-common';

/** A feed as a calendar gets it. */
export interface FeedFile {
  feedId: string;
  ownerRef: string;
  /** iCalendar text. */
  text: string;
  /** Names what is in it; the same until that changes. */
  etag: string;
}

/** What people do with their feeds. */
export interface FeedService {
  list(credentials: BackstageCredentials): Promise<Feeds>;
  /**
   * @throws InputError when the group of a team feed is missing, or none of the caller's.
   * @throws ConflictError when the caller has too many, or feeds are switched off.
   */
  create(
    credentials: BackstageCredentials,
    input: CreateFeed,
  ): Promise<CreatedFeed>;
  /** @throws NotFoundError when the caller has no such feed. */
  revoke(credentials: BackstageCredentials, feedId: string): Promise<Feeds>;
}
