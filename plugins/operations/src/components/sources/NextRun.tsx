import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RelativeTime,
  useNow,
} from '@opsdeck/backstage-plugin-operations-react';
import { operationsTranslationRef } from '../../translation';

/** When a scope is read next: a time that has passed means that it is its turn. */
export function NextRun({ at }: { at: string | null }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const now = useNow(10_000);
  if (at === null) return <>—</>;
  return Date.parse(at) <= now.getTime() ? (
    <>{t('sources.dueNow')}</>
  ) : (
    <RelativeTime at={at} />
  );
}
