import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  BoardChip,
  Capability,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  VerdictChip,
  VisuallyHidden,
  useKitText,
} from '@opsdeck/backstage-plugin-operations-react';
import { operationsTranslationRef } from '../../translation';
import { EntityLink } from '../entity/EntityLink';

export interface BoardChipLinkProps {
  entityRef: string;
  capability: Capability;
  /** Absent when the tab has said nothing yet or the reader may not read it. */
  chip?: BoardChip;
}

/** One tab's verdict on one entity, linked to the tab. */
export function BoardChipLink(props: BoardChipLinkProps) {
  const { entityRef, capability, chip } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  const kit = useKitText();
  if (!chip) {
    return (
      <>
        <span aria-hidden>—</span>
        <VisuallyHidden>{t('chip.nothing')}</VisuallyHidden>
      </>
    );
  }
  return (
    <EntityLink
      entityRef={entityRef}
      tab={capability}
      underline="none"
      aria-label={t('chip.label', {
        tab: t(`capability.${capability}`),
        verdict: kit.verdict(chip.verdict),
        headline: chip.headline,
      })}
    >
      <VerdictChip
        verdict={chip.verdict}
        title={chip.headline}
        observedBy={chip.observedBy}
      />
    </EntityLink>
  );
}
