import {
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  CreateFeed,
  CreatedFeed,
  Feeds,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { FeedAudience } from './FeedAudience';
import { FeedService } from './FeedService';
import { FeedStore } from './FeedStore';
import { feedTokenHash, newFeedToken } from './feedToken';

/** More than anybody has calendars. */
const MAX_FEEDS = 20;

export interface DefaultFeedServiceOptions {
  feeds: FeedStore;
  audience: FeedAudience;
  userInfo: UserInfoService;
  /** Address of this backend as a calendar outside reaches it. */
  baseUrl: () => Promise<string>;
  enabled: boolean;
  clock?: () => Date;
}

/** Keeps the feeds of people. */
export class DefaultFeedService implements FeedService {
  readonly #options: DefaultFeedServiceOptions;
  readonly #clock: () => Date;

  constructor(options: DefaultFeedServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  async list(credentials: BackstageCredentials): Promise<Feeds> {
    const { ref, groups } = await this.#person(credentials);
    return this.#feedsOf(ref, groups);
  }

  async create(
    credentials: BackstageCredentials,
    { scope, group }: CreateFeed,
  ): Promise<CreatedFeed> {
    const { feeds, audience, baseUrl, enabled } = this.#options;
    if (!enabled) {
      throw new ConflictError(
        'Feeds are switched off: opsdeck.runbooks.feeds.enabled is false',
      );
    }
    const { ref, groups } = await this.#person(credentials);
    if ((await feeds.listOf(ref)).length >= MAX_FEEDS) {
      throw new ConflictError(
        `You have ${MAX_FEEDS} feeds, the most a person may have; revoke one that you do not use`,
      );
    }
    const token = newFeedToken();
    const feed = await feeds.create(
      {
        scope,
        ownerRef: ref,
        subjectRefs:
          scope === 'team' ? [teamOf(group, groups)] : [ref, ...groups],
      },
      feedTokenHash(token),
      this.#clock(),
    );
    const { ownerRef, ...shown } = feed;
    return {
      ...shown,
      problem: (await audience.of(feed)).problem,
      url: `${await baseUrl()}/feeds/${token}.ics`,
    };
  }

  async revoke(
    credentials: BackstageCredentials,
    feedId: string,
  ): Promise<Feeds> {
    const { ref, groups } = await this.#person(credentials);
    if (!(await this.#options.feeds.revoke(feedId, ref, this.#clock()))) {
      throw new NotFoundError(`You have no feed ${feedId}`);
    }
    return this.#feedsOf(ref, groups);
  }

  async #feedsOf(ref: string, groups: string[]): Promise<Feeds> {
    const { feeds, audience, enabled } = this.#options;
    const stored = await feeds.listOf(ref);
    return {
      feeds: await Promise.all(
        stored.map(async feed => {
          const { ownerRef, ...shown } = feed;
          return { ...shown, problem: (await audience.of(feed)).problem };
        }),
      ),
      groups,
      enabled,
    };
  }

  async #person(credentials: BackstageCredentials) {
    const { userEntityRef: ref, ownershipEntityRefs } =
      await this.#options.userInfo.getUserInfo(credentials);
    return {
      ref,
      groups: [
        ...new Set(ownershipEntityRefs.filter(each => isGroup(each))),
      ].sort(),
    };
  }
}

function isGroup(ref: string): boolean {
  return parseEntityRef(ref).kind.toLowerCase() === 'group';
}

/** @throws InputError unless it is a group that the caller speaks for. */
function teamOf(group: string | undefined, groups: readonly string[]): string {
  if (group === undefined) {
    throw new InputError('group: a team feed needs the group that it is of');
  }
  if (!groups.includes(group)) {
    throw new InputError(`group: you are not a member of ${group}`);
  }
  return group;
}
