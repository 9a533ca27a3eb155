import { z } from 'zod/v4';
import { SourcePolicy } from '@opsdeck/backstage-plugin-operations-common';
import {
  RateLimit,
  ReadContext,
  Source,
  SourcePage,
  SourceScope,
} from '../source';

export const itemSchema = z.object({ key: z.string(), value: z.number() });
export type Item = z.infer<typeof itemSchema>;

/** What one reading does; `attempt` counts from 1 over all readings. */
export type Script = (
  context: ReadContext,
  attempt: number,
) => AsyncIterable<SourcePage<Item>>;

/** A source that does as the test says. */
export class ScriptedSource implements Source<Item> {
  readonly id: string = 'scripted';
  readonly title = 'Scripted source';
  readonly provider = 'test';
  readonly requiredPermissions = ['items:List'];
  readonly policies: SourcePolicy[] = [
    { title: 'Policy', format: 'text', text: 'items:List' },
  ];
  rateLimit?: RateLimit;
  budgetKey?: () => string;
  concurrency?: number;
  normalise?: (payload: unknown) => Item[];
  readonly recordSchema: z.ZodType<Item> = itemSchema;
  cadence = 'PT5M';
  timeout = 'PT1M';
  reading: 'complete' | 'incremental' = 'complete';
  scopeIds = ['scope'];
  /** The contexts of all readings so far. */
  readonly readings: ReadContext[] = [];
  readonly #script: Script;

  constructor(script: Script) {
    this.#script = script;
  }

  async scopes(): Promise<SourceScope[]> {
    return this.scopeIds.map(id => ({
      id,
      title: `Scope ${id}`,
      attributes: { region: id },
    }));
  }

  read(_scope: SourceScope, context: ReadContext) {
    this.readings.push(context);
    return this.#script(context, this.readings.length);
  }
}

/** Items `from` to `to`, inclusive. */
export function items(from: number, to: number): Item[] {
  return Array.from({ length: to - from + 1 }, (_, i) => ({
    key: `item-${from + i}`,
    value: from + i,
  }));
}
