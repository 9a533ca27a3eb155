import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ReceiverState } from '@opsdeck/backstage-plugin-operations-common';
import {
  DurationText,
  Fact,
  FactSection,
  RelativeTime,
} from '@opsdeck/backstage-plugin-operations-react';
import { operationsTranslationRef } from '../../translation';

export interface ReceiverFactsProps {
  receiver: ReceiverState;
  /** When a genuine delivery last came (UTC). */
  lastReceivedAt: string | null;
}

/** What comes in at a receiver of webhooks, what it refuses, and how long it may be silent. */
export function ReceiverFacts({
  receiver,
  lastReceivedAt,
}: ReceiverFactsProps) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { maxSilence, lastRefused } = receiver;
  return (
    <FactSection title={t('receiver.title')}>
      <Fact term={t('receiver.lastDelivery')}>
        {lastReceivedAt ? (
          <RelativeTime at={lastReceivedAt} />
        ) : (
          t('receiver.never')
        )}
      </Fact>
      <Fact term={t('receiver.taken')}>{String(receiver.takenLastDay)}</Fact>
      <Fact term={t('receiver.waiting')}>{String(receiver.waiting)}</Fact>
      <Fact term={t('receiver.lastRefused')}>
        {lastRefused
          ? t('receiver.refused', {
              when: <RelativeTime at={lastRefused.at} />,
              reason: t(`refusal.${lastRefused.reason}`),
            })
          : t('receiver.nothing')}
      </Fact>
      <Fact term={t('receiver.maxSilence')}>
        {maxSilence ? (
          <DurationText value={maxSilence} />
        ) : (
          t('receiver.noLimit')
        )}
      </Fact>
      <Fact term={t('receiver.scheme')}>
        <code>{receiver.scheme}</code>
      </Fact>
    </FactSection>
  );
}
