import {
  defineContract,
  lookUpText,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { runbooksUsePermission } from '../permission';

export const feedScopeSchema = z.enum(['personal', 'team']);

export const feedSchema = z.object({
  id: z.string(),
  /** `personal`: what its owner and their groups own; `team`: what one group owns. */
  scope: feedScopeSchema,
  /** Whose checklists it lists: entity refs that its owner spoke for when it was made. */
  subjectRefs: z.array(z.string()),
  createdAt: z.iso.datetime(),
  /** When a calendar last read it (UTC). */
  lastReadAt: z.iso.datetime().nullable(),
  /** Why it answers nothing; null when it does. */
  problem: z.string().nullable(),
});

/** A feed of the caller; its token is never shown again. */
export type Feed = z.infer<typeof feedSchema>;

export const feedsSchema = z.object({
  /** Newest first; revoked ones are gone. */
  feeds: z.array(feedSchema),
  /** Groups of the caller, of which a team feed can be made. */
  groups: z.array(z.string()),
  /** False when the administrator has switched feeds off. */
  enabled: z.boolean(),
});

export type Feeds = z.infer<typeof feedsSchema>;

export const createFeedSchema = z
  .object({
    scope: feedScopeSchema,
    /** The group of a team feed. */
    group: lookUpText(255).optional(),
  })
  .strict();

export type CreateFeed = z.infer<typeof createFeedSchema>;

export const createdFeedSchema = feedSchema.extend({
  /** Address with the token: whoever has it reads the feed. Shown this once. */
  url: z.string(),
});

/** A feed that was just made, with its address. */
export type CreatedFeed = z.infer<typeof createdFeedSchema>;

const person = {
  callers: ['user'],
  permissions: [runbooksUsePermission],
} as const;

/** The routes by which people keep their feeds. */
export const feedsContract = defineContract({
  pluginId: 'runbooks',
  title: 'Feeds',
  description: 'iCalendar feeds of what is due, for the calendars of people.',
  routes: {
    listFeeds: {
      ...person,
      method: 'get',
      path: '/feeds',
      summary: 'The feeds of the caller',
      status: 200,
      answer: feedsSchema,
    },
    createFeed: {
      ...person,
      method: 'post',
      path: '/feeds',
      summary: 'Makes a feed; its address is told this once',
      body: createFeedSchema,
      status: 201,
      answer: createdFeedSchema,
      refusals: {
        409: 'The caller has as many feeds as a person may have, or feeds are switched off.',
      },
      audit: 'feed-create',
    },
    revokeFeed: {
      ...person,
      method: 'post',
      path: '/feeds/:feedId/revoke',
      summary: 'Revokes a feed of the caller at once',
      params: z.object({ feedId: z.uuid() }),
      body: z.object({}),
      status: 200,
      answer: feedsSchema,
      refusals: { 404: 'The caller has no such feed.' },
      audit: 'feed-revoke',
    },
  },
  schemas: { CreatedFeed: createdFeedSchema, Feed: feedSchema },
});

/** The feed itself: for whoever holds its address. */
export const feedFileContract = defineContract({
  pluginId: 'runbooks',
  title: 'Feed files',
  description: 'What calendars read, by the token in the address.',
  routes: {
    readFeed: {
      method: 'get',
      path: '/feeds/:token.ics',
      summary: 'The feed as an iCalendar file (RFC 5545)',
      callers: ['link'],
      permissions: [],
      params: z.object({ token: lookUpText(200) }),
      status: 200,
      answer: z.string(),
      mediaType: 'text/calendar',
      refusals: {
        404: 'There is no such feed, or there is no longer.',
        429: 'Too many requests; come again after `Retry-After` seconds.',
      },
      audit: 'feed-read',
    },
  },
  schemas: {},
});
