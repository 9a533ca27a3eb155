import {
  Freshness,
  SourceFailure,
  durationMillis,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { ReceiverRecord } from './ReceiverStore';
import { isBodyProblem } from './rejection';

/** The instant from which a receiver's silence counts: its last delivery, else its beginning. */
export function heardAt({ lastReceivedAt, since }: ReceiverRecord): Date {
  return lastReceivedAt ?? since;
}

/** Whether the sender has been silent for longer than is expected of it. */
export function isSilent(
  record: ReceiverRecord,
  maxSilence: string,
  now: Date,
): boolean {
  const silenceMs = now.getTime() - heardAt(record).getTime();
  return silenceMs > durationMillis(maxSilence);
}

/**
 * How fresh what a receiver brings is, told as that of a source: its cadence is
 * the silence that is expected at most, null where it may be silent for long.
 */
export function receiverFreshness(
  record: ReceiverRecord,
  source: { id: string; title: string; maxSilence: string | null },
  now: Date,
): Freshness {
  const attempts = [record.lastReceivedAt, record.lastRefusedAt]
    .flatMap(each => each?.toISOString() ?? [])
    .sort();
  return {
    sourceId: source.id,
    sourceTitle: source.title,
    scopeId: record.receiver,
    scopeTitle: record.receiver,
    cadence: source.maxSilence,
    lastSuccessAt: record.lastReceivedAt?.toISOString() ?? null,
    lastAttemptAt: attempts.at(-1) ?? null,
    nextRunAt: null,
    failure: failureOf(record, source.maxSilence, now),
  };
}

function failureOf(
  record: ReceiverRecord,
  maxSilence: string | null,
  now: Date,
): SourceFailure | null {
  const { lastRefusedAt, lastRefusal } = record;
  const heard = heardAt(record);
  if (lastRefusedAt && lastRefusal && lastRefusedAt > heard) {
    const advice = isBodyProblem(lastRefusal)
      ? 'does what the sender sends fit the limits of this receiver?'
      : 'does the sender have the secret that is configured here?';
    return {
      kind: isBodyProblem(lastRefusal) ? 'malformed' : 'unauthorized',
      message: `Something was refused since the last genuine delivery (${lastRefusal}): ${advice}`,
      at: lastRefusedAt.toISOString(),
    };
  }
  if (maxSilence === null || !isSilent(record, maxSilence, now)) {
    return null;
  }
  const silence = humanDuration(now.getTime() - heard.getTime());
  const expected = humanDuration(durationMillis(maxSilence));
  return {
    kind: 'silent',
    message: `${
      record.lastReceivedAt
        ? `No webhook has come for ${silence}`
        : `No webhook has ever come, for ${silence} now`
    }; one is expected every ${expected} at least. What it would have told is read from the source instead. Is the webhook still set up at the sender, and can it reach this backend?`,
    at: new Date(heard.getTime() + durationMillis(maxSilence)).toISOString(),
  };
}
