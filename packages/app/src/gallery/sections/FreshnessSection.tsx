import {
  FreshnessChip,
  FreshnessLine,
  FreshnessList,
  SourceProblemPanel,
} from '@opsdeck/backstage-plugin-operations-react';
import { Example } from '../Example';
import { Samples } from '../samples';

/** Where figures come from and how old they are. */
export function FreshnessSection({ samples }: { samples: Samples }) {
  const { fresh, retrying, stale, neverRead } = samples;
  const all = [fresh, retrying, stale, neverRead];
  return (
    <>
      <Example title="FreshnessChip: fresh, failing, stale, never read" row>
        {all.map(freshness => (
          <FreshnessChip key={freshness.scopeId} freshness={freshness} />
        ))}
      </Example>
      <Example title="FreshnessLine: fresh">
        <FreshnessLine freshness={fresh} />
      </Example>
      <Example title="FreshnessLine: failing, but the figures still count">
        <FreshnessLine freshness={retrying} />
      </Example>
      <Example title="FreshnessLine: older than two cadences">
        <FreshnessLine freshness={stale} />
      </Example>
      <Example title="FreshnessLine: never read">
        <FreshnessLine freshness={neverRead} />
      </Example>
      <Example title="FreshnessList: several sources">
        <FreshnessList sources={all} label="Sample sources" />
      </Example>
      <Example title="SourceProblemPanel: one quiet line per failing source">
        <SourceProblemPanel sources={all} />
      </Example>
    </>
  );
}
