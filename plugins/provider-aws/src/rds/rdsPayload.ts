import { DBInstance } from '@aws-sdk/client-rds';
import { z } from 'zod/v4';
import { RdsReading } from './mapInstance';

/** Needed by no record, and whoever sees their names takes their values for secrets. */
const UNNEEDED = new Set([
  'MasterUserSecret',
  'TdeCredentialArn',
  'TdeCredentialPassword',
]);

/** An instant is a text in JSON. */
const instant = z.iso
  .datetime()
  .transform(text => new Date(text))
  .optional();

/** An instance and what belongs to it; fields that no record needs are let through. */
const payloadSchema = z.object({
  instance: z.looseObject({ LatestRestorableTime: instant }),
  automatedBackups: z.array(
    z.looseObject({
      RestoreWindow: z
        .looseObject({ EarliestTime: instant, LatestTime: instant })
        .optional(),
    }),
  ),
  snapshots: z.array(
    z.looseObject({
      SnapshotDatabaseTime: instant,
      OriginalSnapshotCreateTime: instant,
      SnapshotCreateTime: instant,
    }),
  ),
});

/** What RDS answered of one instance, without the scope that it was read from. */
export type RdsAnswers = Omit<RdsReading, 'account' | 'region'>;

/** The answers as a dead letter keeps them. */
export function toPayload(answers: RdsAnswers): unknown {
  return JSON.parse(
    JSON.stringify(answers, (key, value) =>
      UNNEEDED.has(key) ? undefined : value,
    ),
  );
}

/**
 * The answers that a dead letter kept.
 *
 * @throws Error saying what is no such payload.
 */
export function fromPayload(payload: unknown): RdsAnswers {
  const parsed = payloadSchema.safeParse(payload);
  if (!parsed.success) {
    throw new Error(
      `It is no answer of RDS as it is kept: ${z.prettifyError(parsed.error)}`,
    );
  }
  const { instance, ...others } = parsed.data;
  return { instance: instance as DBInstance, ...others };
}
