import { SourceScopeState } from '@opsdeck/backstage-plugin-operations-common';
import { WebhookReceiver, receiverSourceId } from './receiver';
import { ReceiverCounts } from './DeliveryCounts';
import { ReceiverRecord } from './ReceiverStore';
import { receiverFreshness } from './silence';

/** "Webhooks of alertmanager". */
export function receiverSourceTitle(sender: string): string {
  return `Webhooks of ${sender}`;
}

/** What is known of one receiver at an instant. */
export interface ReceiverFacts {
  /** Undefined until it is registered. */
  record: ReceiverRecord | undefined;
  counts: ReceiverCounts | undefined;
  /** Deliveries of the last 24 hours. */
  taken: number;
}

/** A receiver as the scope of a source: it is not read, it is sent to. */
export function receiverScope(
  receiver: WebhookReceiver,
  facts: ReceiverFacts,
  now: Date,
): SourceScopeState {
  const { counts, taken } = facts;
  const { lastRefusedAt, lastRefusal } = facts.record ?? {};
  const record = facts.record ?? {
    sender: receiver.sender,
    receiver: receiver.receiver,
    since: now,
    lastReceivedAt: null,
    lastRefusedAt: null,
    lastRefusal: null,
    silentSince: null,
  };
  return {
    id: receiver.receiver,
    title: receiver.receiver,
    freshness: receiverFreshness(
      record,
      {
        id: receiverSourceId(receiver.sender),
        title: receiverSourceTitle(receiver.sender),
        maxSilence: receiver.maxSilence ?? null,
      },
      now,
    ),
    lastRun: null,
    circuit: 'closed',
    circuitOpenUntil: null,
    consecutiveFailures: 0,
    budget: null,
    // What is read then is the source that tells the same things.
    runNow: { allowed: true, reason: null, from: null },
    // Those are told with that source.
    bound: 0,
    unbound: 0,
    deadLetters: counts?.deadLetters ?? 0,
    receiver: {
      scheme: receiver.scheme.name,
      maxSilence: receiver.maxSilence ?? null,
      takenLastDay: taken,
      waiting: counts?.waiting ?? 0,
      lastRefused:
        lastRefusedAt && lastRefusal
          ? { at: lastRefusedAt.toISOString(), reason: lastRefusal }
          : null,
    },
  };
}
