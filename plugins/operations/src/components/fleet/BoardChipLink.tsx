import { Link } from '@backstage/core-components';
import {
  BoardChip,
  Capability,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  VerdictChip,
  verdictWord,
} from '@opsdeck/backstage-plugin-operations-react';
import { CAPABILITY_TITLES, entityPagePath } from '../capabilities';

export interface BoardChipLinkProps {
  entityRef: string;
  capability: Capability;
  /** Absent when the tab has said nothing yet or the reader may not read it. */
  chip?: BoardChip;
}

/** One tab's verdict on one entity, linked to the tab. */
export function BoardChipLink({
  entityRef,
  capability,
  chip,
}: BoardChipLinkProps) {
  if (!chip) return <VerdictChip verdict={null} />;
  return (
    <Link
      to={entityPagePath(entityRef, capability)}
      underline="none"
      aria-label={`${CAPABILITY_TITLES[capability]}: ${verdictWord(
        chip.verdict,
      )}. ${chip.headline}`}
    >
      <VerdictChip verdict={chip.verdict} title={chip.headline} />
    </Link>
  );
}
