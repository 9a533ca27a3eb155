import { failureMeaning } from '@opsdeck/backstage-plugin-operations-common';
import {
  DurationText,
  Fact,
  FactSection,
  RelativeTime,
} from '@opsdeck/backstage-plugin-operations-react';
import { DeadLettersSection } from './details/DeadLettersSection';
import { Disclosure } from './details/Disclosure';
import { PolicySection } from './details/PolicySection';
import { RunNow } from './details/RunNow';
import { RunsSection } from './details/RunsSection';
import { UnboundSection } from './details/UnboundSection';
import { NextRun } from './NextRun';
import { SourceRow } from './sourceRows';
import { CIRCUIT_WORDS, lastRunText } from './sourceText';

/** One scope of a source: how its readings go, what they brought, what it needs. */
export function SourceDetails({ row }: { row: SourceRow }) {
  const { scope } = row;
  return (
    <>
      <Problem row={row} />
      <Readings row={row} />
      <RunNow row={row} />
      <Disclosure id="policy" title="What it needs at the provider">
        <PolicySection row={row} />
      </Disclosure>
      <Disclosure id="runs" title="Last readings">
        <RunsSection row={row} />
      </Disclosure>
      <Disclosure
        id="unbound"
        title={`Records without an entity (${scope.unbound})`}
      >
        <UnboundSection row={row} />
      </Disclosure>
      <Disclosure id="dead" title={`Dead letters (${scope.deadLetters})`}>
        <DeadLettersSection row={row} />
      </Disclosure>
    </>
  );
}

function Problem({ row }: { row: SourceRow }) {
  const { failure } = row.scope.freshness;
  if (!failure) return null;
  return (
    <FactSection title="What is wrong">
      <Fact term="In short">{failureMeaning(failure.kind)}</Fact>
      <Fact term="Details">{failure.message}</Fact>
      {failure.missingPermission && (
        <Fact term="It lacks">
          <code>{failure.missingPermission}</code>
        </Fact>
      )}
      <Fact term="When">
        <RelativeTime at={failure.at} />
      </Fact>
      {row.scope.consecutiveFailures > 1 && (
        <Fact term="In a row">{row.scope.consecutiveFailures} times</Fact>
      )}
    </FactSection>
  );
}

function Readings({ row }: { row: SourceRow }) {
  const { source, scope } = row;
  const { lastSuccessAt, nextRunAt } = scope.freshness;
  return (
    <FactSection title="Readings">
      <Fact term="Read every">
        <DurationText value={source.cadence} />
      </Fact>
      <Fact term="Last success">
        {lastSuccessAt ? <RelativeTime at={lastSuccessAt} /> : 'never'}
      </Fact>
      <Fact term="Next run">
        <NextRun at={nextRunAt} />
      </Fact>
      {scope.lastRun && (
        <Fact term="Last run">
          {scope.lastRun.outcome} <RelativeTime at={scope.lastRun.startedAt} />:{' '}
          {lastRunText(scope.lastRun)}
        </Fact>
      )}
      <Fact term="Attempts">
        {CIRCUIT_WORDS[scope.circuit]}
        {scope.circuit === 'open' && scope.circuitOpenUntil && (
          <>
            , next <RelativeTime at={scope.circuitOpenUntil} />
          </>
        )}
      </Fact>
      <Fact term="Calls left">
        <CallsLeft row={row} />
      </Fact>
      <Fact term="Records">
        {scope.bound} with an entity in the catalog, {scope.unbound} without
      </Fact>
    </FactSection>
  );
}

/** The rate limit, who says so, and when it is full again. */
function CallsLeft({ row }: { row: SourceRow }) {
  const { budget } = row.scope;
  if (!budget) return <>no limit is known</>;
  return (
    <>
      {budget.remaining}
      {budget.limit !== null && ` of ${budget.limit}`},{' '}
      {budget.toldBy === 'provider' ? 'says the provider' : 'our own limit'}{' '}
      <RelativeTime at={budget.observedAt} />
      {budget.resetsAt && (
        <>
          ; full again <RelativeTime at={budget.resetsAt} />
        </>
      )}
    </>
  );
}
