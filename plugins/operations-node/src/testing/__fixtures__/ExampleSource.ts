import { z } from 'zod/v4';
import {
  ReadContext,
  RejectedRecord,
  Source,
  SourceError,
  SourcePage,
  SourceScope,
  responseError,
} from '../../source';

const itemSchema = z.strictObject({ id: z.string(), size: z.number() });
export type ExampleRecord = z.infer<typeof itemSchema>;

const pageSchema = z.object({
  items: z.array(z.unknown()),
  next: z.string().optional(),
});

/** A source as a provider package would write it, over a made-up paged JSON API. */
export class ExampleSource implements Source<ExampleRecord> {
  readonly id = 'example-items';
  readonly title = 'Example items';
  readonly provider = 'example';
  readonly cadence = 'PT5M';
  readonly timeout = 'PT1M';
  readonly reading: 'complete' | 'incremental' = 'complete';
  readonly requiredPermissions = ['items:List'];
  readonly policies = [
    { title: 'Role', format: 'text' as const, text: 'items:List' },
  ];
  readonly recordSchema = itemSchema;
  protected readonly endpoint: string;
  protected readonly token: string;

  constructor(endpoint: string, token: string) {
    this.endpoint = endpoint;
    this.token = token;
  }

  async scopes(): Promise<SourceScope[]> {
    return [{ id: 'all', title: 'everything', attributes: {} }];
  }

  async *read(
    _scope: SourceScope,
    context: ReadContext,
  ): AsyncIterable<SourcePage<ExampleRecord>> {
    let cursor = context.cursor;
    do {
      const page = await this.fetchPage(cursor, context);
      const records: ExampleRecord[] = [];
      const rejected: RejectedRecord[] = [];
      for (const item of page.items) {
        try {
          records.push(...this.normalise(item));
        } catch (error) {
          rejected.push({ payload: item, reason: String(error) });
        }
      }
      cursor = page.next;
      yield { records, rejected, cursor };
    } while (cursor);
  }

  normalise(item: unknown): ExampleRecord[] {
    const parsed = itemSchema.safeParse(item);
    if (!parsed.success) throw new Error('the item has no id');
    return [parsed.data];
  }

  protected async fetchPage(
    cursor: string | undefined,
    context: ReadContext,
  ): Promise<z.infer<typeof pageSchema>> {
    const url = new URL('/items', this.endpoint);
    if (cursor) url.searchParams.set('cursor', cursor);
    await context.countCall();
    const response = await fetch(url, {
      signal: context.signal,
      headers: { Authorization: `Bearer ${this.token}` },
    });
    if (!response.ok) {
      throw responseError(response, {
        now: context.now,
        missingPermission: 'items:List',
      });
    }
    const body = await response.text();
    try {
      return pageSchema.parse(JSON.parse(body));
    } catch (cause) {
      throw new SourceError('malformed', 'the list of items is not JSON', {
        cause,
      });
    }
  }
}
