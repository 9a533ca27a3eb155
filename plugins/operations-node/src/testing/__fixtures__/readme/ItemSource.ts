import {
  ReadContext,
  Source,
  SourceError,
  SourcePage,
  SourceScope,
  providerBudgetOf,
  responseError,
} from '../../../index';
import { z } from 'zod/v4';

const itemSchema = z.object({ key: z.string().min(1), size: z.number() });
export type ItemRecord = z.infer<typeof itemSchema>;

const answerSchema = z.object({
  items: z.array(z.unknown()),
  next: z.string().optional(),
});

/** Items of one region of the example service, by pages. */
export class ItemSource implements Source<ItemRecord> {
  readonly id = 'example-items';
  readonly title = 'Example items';
  readonly provider = 'example';
  readonly cadence = 'PT5M';
  readonly timeout = 'PT1M';
  readonly reading = 'complete';
  readonly recordSchema = itemSchema;
  readonly requiredPermissions = ['items:List'];
  readonly policies = [
    {
      title: 'Role for the token',
      format: 'json' as const,
      text: JSON.stringify({ allow: ['items:List'] }, null, 2),
    },
  ];
  /** The example service allows ten calls at once, and two per second. */
  readonly rateLimit = { capacity: 10, refillPerSecond: 2 };
  readonly #config: { endpoint: string; token: string };

  constructor(config: { endpoint: string; token: string }) {
    this.#config = config;
  }

  async scopes(): Promise<SourceScope[]> {
    return [{ id: 'eu', title: 'Europe', attributes: { region: 'eu' } }];
  }

  async *read(
    scope: SourceScope,
    context: ReadContext,
  ): AsyncIterable<SourcePage<ItemRecord>> {
    let cursor = context.cursor;
    do {
      const { items, next } = await this.#page(scope, cursor, context);
      cursor = next;
      // The schema is checked for you: what does not fit becomes a dead letter.
      yield { records: items as ItemRecord[], cursor };
    } while (cursor);
  }

  async #page(
    scope: SourceScope,
    cursor: string | undefined,
    context: ReadContext,
  ) {
    const url = new URL('/items', this.#config.endpoint);
    url.searchParams.set('region', scope.attributes.region);
    if (cursor) url.searchParams.set('cursor', cursor);
    await context.countCall();
    const response = await fetch(url, {
      signal: context.signal,
      headers: { Authorization: `Bearer ${this.#config.token}` },
    });
    await context.noteBudget?.(providerBudgetOf(response.headers, context.now));
    if (!response.ok) {
      throw responseError(response, {
        now: context.now,
        missingPermission: 'items:List',
      });
    }
    const body = await response.text();
    try {
      return answerSchema.parse(JSON.parse(body));
    } catch {
      throw new SourceError('malformed', 'the list of items is not JSON');
    }
  }
}
