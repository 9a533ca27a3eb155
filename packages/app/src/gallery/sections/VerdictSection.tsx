import Button from '@material-ui/core/Button';
import { VERDICTS } from '@opsdeck/backstage-plugin-operations-common';
import {
  Headline,
  VerdictChip,
  VerdictCounts,
  VerdictIcon,
} from '@opsdeck/backstage-plugin-operations-react';
import { Example } from '../Example';
import { LONG_TEXT } from '../samples';

const WITH_NONE = [...VERDICTS, null];

/** The four levels, and the sentence that sums them up. */
export function VerdictSection() {
  return (
    <>
      <Example title="VerdictChip: word, shape and colour" row>
        {WITH_NONE.map(verdict => (
          <VerdictChip key={verdict} verdict={verdict} />
        ))}
      </Example>
      <Example title="VerdictChip: with a figure, with a reason on focus" row>
        <VerdictChip verdict="breached" label="47 min" />
        <VerdictChip
          verdict="at-risk"
          title="Sample: the budget is gone on Thursday at this rate"
        />
        <VerdictChip verdict={null} label="on demand" />
      </Example>
      <Example title="VerdictChip: too long for its place">
        <div style={{ maxWidth: 240 }}>
          <VerdictChip verdict="unknown" label={LONG_TEXT} />
        </div>
      </Example>
      <Example title="VerdictIcon" row>
        {WITH_NONE.map(verdict => (
          <VerdictIcon key={verdict} verdict={verdict} />
        ))}
      </Example>
      <Example title="VerdictCounts: worst first, none left out">
        <VerdictCounts
          counts={{ met: 1_212, 'at-risk': 3, breached: 1, unknown: 2 }}
          undeclared={7}
        />
      </Example>
      <Example title="Headline: something is wrong">
        <Headline
          verdict="breached"
          actions={
            <Button size="small" variant="outlined">
              Sample action
            </Button>
          }
        >
          Sample: orders-db would lose 47 min (allowed 5 min).
        </Headline>
      </Example>
      <Example title="Headline: all is well, and it stays small">
        <Headline verdict="met">Sample: all 5 objectives are met.</Headline>
      </Example>
      <Example title="Headline: nothing is declared">
        <Headline verdict={null}>Sample: no objective is declared.</Headline>
      </Example>
      <Example title="Headline: a name that is too long">
        <Headline verdict="at-risk">{LONG_TEXT} is at risk.</Headline>
      </Example>
    </>
  );
}
