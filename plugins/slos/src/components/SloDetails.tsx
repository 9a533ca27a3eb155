import Typography from '@material-ui/core/Typography';
import { humanDuration } from '@opsdeck/backstage-plugin-operations-common';
import {
  Fact,
  FactSection,
  FreshnessLine,
  RelativeTime,
  VerdictChip,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  SloView,
  formatShare,
  formatTarget,
} from '@opsdeck/backstage-plugin-slos-common';
import { BurnDown } from './BurnDown';
import { BurnTierTable } from './BurnTierTable';
import { Definition } from './Definition';
import { Forecast } from './Forecast';
import { SloBudget } from './SloBudget';
import { NONE, countText, coverageText, windowText } from './words';

/** Everything known of one objective: promised, measured, spent. */
export function SloDetails({ slo }: { slo: SloView }) {
  return (
    <>
      <Typography variant="body1" component="div" paragraph>
        <VerdictChip verdict={slo.assessment.verdict} /> {slo.assessment.reason}
      </Typography>
      <BurnDown slo={slo} />
      <FactSection title="Promised">
        <Fact term="Target">
          {formatTarget(slo.target)} over {windowText(slo)}
        </Fact>
        {slo.description && <Fact term="In words">{slo.description}</Fact>}
        <Fact term="Method">{slo.method}</Fact>
        <Fact term="Declared in">
          <Definition slo={slo} />
        </Fact>
        {slo.runbook && <Fact term="Runbook">{slo.runbook}</Fact>}
      </FactSection>
      <Measured slo={slo} />
      <Spent slo={slo} />
      <Typography variant="h6" component="h3">
        Burn rates
      </Typography>
      <BurnTierTable tiers={slo.burnTiers} />
    </>
  );
}

function Measured({ slo }: { slo: SloView }) {
  const { history, window } = slo;
  return (
    <FactSection title="Measured">
      <Fact term="Share of good">
        {slo.sli === null
          ? NONE
          : `${formatShare(slo.sli)}: ${countText(slo.good)} of ${countText(
              slo.total,
            )} ${slo.unit}s`}
      </Fact>
      {window.from && window.to && (
        <Fact term="Window">
          <RelativeTime at={window.from} /> … <RelativeTime at={window.to} />
        </Fact>
      )}
      <Fact term="Coverage">{coverageText(slo.coverage)} of the window</Fact>
      <Fact term="Newest figures">
        {slo.dataThrough ? <RelativeTime at={slo.dataThrough} /> : NONE}
      </Fact>
      <Fact term="Read back to">
        {history.readFrom ? <RelativeTime at={history.readFrom} /> : 'not yet'}
        {history.readFrom &&
          history.readFrom > history.wantedFrom &&
          (history.limit
            ? ` (${history.limit})`
            : ' (still going further back)')}
      </Fact>
      {slo.clampedSlices > 0 && (
        <Fact term="Corrected">
          {slo.clampedSlices} slices whose good lay outside their total
        </Fact>
      )}
      {slo.queries.map(({ side, query }) => (
        <Fact key={side} term={`Query: ${side}`}>
          <code>{query}</code>
        </Fact>
      ))}
      {slo.freshness && (
        <Fact term="Source">
          <FreshnessLine freshness={slo.freshness} />
        </Fact>
      )}
    </FactSection>
  );
}

function Spent({ slo }: { slo: SloView }) {
  const { budget } = slo;
  if (!budget) return null;
  const time = (seconds: number) => humanDuration(seconds * 1000);
  return (
    <FactSection title="Error budget">
      <Fact term="Left">
        <SloBudget slo={slo} />
      </Fact>
      <Fact term={`In ${slo.unit}s`}>
        {countText(budget.units.spent)} of {countText(budget.units.allowed)}{' '}
        spent
        {budget.basis === 'estimated' && ' (estimated for the whole period)'}
        {budget.basis === 'to-date' && ' (of the period so far)'}
      </Fact>
      <Fact term="In time">
        {time(budget.seconds.spent)} of {time(budget.seconds.allowed)} spent
      </Fact>
      {budget.tolerableFailures !== null && (
        <Fact term="Can still fail">
          {budget.tolerableFailures < 0
            ? 'none: the target is missed'
            : `${countText(Math.floor(budget.tolerableFailures))} in a row`}
        </Fact>
      )}
      <Fact term="Forecast">
        <Forecast slo={slo} />
      </Fact>
    </FactSection>
  );
}
