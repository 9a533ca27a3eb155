import {
  BoardChip,
  Capability,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  VerdictChip,
  VisuallyHidden,
  verdictWord,
} from '@opsdeck/backstage-plugin-operations-react';
import { CAPABILITY_TITLES } from '../capabilities';
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
  if (!chip) {
    return (
      <>
        <span aria-hidden>—</span>
        <VisuallyHidden>nothing to show</VisuallyHidden>
      </>
    );
  }
  return (
    <EntityLink
      entityRef={entityRef}
      tab={capability}
      underline="none"
      aria-label={`${CAPABILITY_TITLES[capability]}: ${verdictWord(
        chip.verdict,
      )}. ${chip.headline}`}
    >
      <VerdictChip verdict={chip.verdict} title={chip.headline} />
    </EntityLink>
  );
}
