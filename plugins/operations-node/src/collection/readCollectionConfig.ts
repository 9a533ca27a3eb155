import { Config } from '@backstage/config';
import { z } from 'zod/v4';
import { parseConfig } from '../config';

const days = z.number().int().min(1).max(3_650);

const retentionSchema = z
  .strictObject({
    runDays: days.default(30),
    archiveDeadLettersAfterDays: days.default(30),
    deadLetterDays: days.default(180),
    retiredScopeDays: days.default(90),
  })
  .refine(
    retention =>
      retention.deadLetterDays >= retention.archiveDeadLettersAfterDays,
    {
      path: ['deadLetterDays'],
      message: 'must be at least archiveDeadLettersAfterDays',
    },
  )
  .prefault({});

const schema = z.strictObject({ retention: retentionSchema }).prefault({});

/** Days that each table of the collection is kept. */
export type CollectionRetention = z.infer<typeof retentionSchema>;

/**
 * Reads `opsdeck.collection`.
 *
 * @throws InputError naming the key that is wrong.
 */
export function readCollectionConfig(config: Config): {
  retention: CollectionRetention;
} {
  return parseConfig(config, 'opsdeck.collection', schema);
}
