import { durationSchema } from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { Severity } from '../api';

const duration = durationSchema('PT15M');

export const severityTargetSchema = z.strictObject({
  /** From opening to the first human acknowledgement. */
  acknowledge: duration,
  /** From opening to mitigation or resolution. */
  resolve: duration,
});

export type SeverityTarget = z.infer<typeof severityTargetSchema>;
export type SeverityTargets = Record<Severity, SeverityTarget>;

/** The usual matrix: P1 service down or data loss, P2 major, P3 minor, P4 cosmetic; around the clock. */
export const DEFAULT_TARGETS: SeverityTargets = {
  P1: { acknowledge: 'PT15M', resolve: 'PT1H' },
  P2: { acknowledge: 'PT1H', resolve: 'PT4H' },
  P3: { acknowledge: 'PT4H', resolve: 'PT24H' },
  P4: { acknowledge: 'PT24H', resolve: 'P7D' },
};
