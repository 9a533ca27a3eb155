import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  DurationText,
  Fact,
  FactSection,
  RelativeTime,
  useKitTranslation,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  OperationsTranslator,
  operationsTranslationRef,
} from '../../translation';
import { BindingsSection } from './details/BindingsSection';
import { DeadLettersSection } from './details/DeadLettersSection';
import { Disclosure } from './details/Disclosure';
import { PolicySection } from './details/PolicySection';
import { RunNow } from './details/RunNow';
import { RunsSection } from './details/RunsSection';
import { ReceiverFacts } from './ReceiverFacts';
import { NextRun } from './NextRun';
import { SourceRow } from './sourceRows';
import { lastRunText, letterTexts } from './sourceText';

/** One scope of a source: how its readings go, what they brought, what it needs. */
export function SourceDetails({ row }: { row: SourceRow }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { scope } = row;
  return (
    <>
      <Problem row={row} />
      {scope.receiver ? (
        <ReceiverFacts
          receiver={scope.receiver}
          lastReceivedAt={scope.freshness.lastSuccessAt}
        />
      ) : (
        <Readings row={row} />
      )}
      <RunNow row={row} />
      {!scope.receiver && (
        <>
          <Disclosure id="policy" title={t('policy.title')}>
            <PolicySection row={row} />
          </Disclosure>
          <Disclosure id="runs" title={t('runs.title')}>
            <RunsSection row={row} />
          </Disclosure>
          <Disclosure id="bindings" title={boundTitle(row, t)}>
            <BindingsSection row={row} />
          </Disclosure>
        </>
      )}
      <Disclosure
        id="dead"
        title={t(`${letterTexts(row)}.title`, {
          number: String(scope.deadLetters),
        })}
      >
        <DeadLettersSection row={row} />
      </Disclosure>
    </>
  );
}

function boundTitle({ scope }: SourceRow, t: OperationsTranslator): string {
  return t('bindings.title', {
    bound: String(scope.bound),
    total: String(scope.bound + scope.unbound),
  });
}

function Problem({ row }: { row: SourceRow }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const kit = useKitTranslation();
  const { failure } = row.scope.freshness;
  if (!failure) return null;
  return (
    <FactSection title={t('problem.title')}>
      <Fact term={t('problem.inShort')}>
        {kit.t(`failure.${failure.kind}`)}
      </Fact>
      <Fact term={t('problem.details')}>{failure.message}</Fact>
      {failure.missingPermission && (
        <Fact term={t('problem.lacks')}>
          <code>{failure.missingPermission}</code>
        </Fact>
      )}
      <Fact term={t('problem.when')}>
        <RelativeTime at={failure.at} />
      </Fact>
      {row.scope.consecutiveFailures > 1 && (
        <Fact term={t('problem.inARow')}>
          {t('problem.times', { count: row.scope.consecutiveFailures })}
        </Fact>
      )}
    </FactSection>
  );
}

function Readings({ row }: { row: SourceRow }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { scope } = row;
  const { cadence, lastSuccessAt, nextRunAt } = scope.freshness;
  return (
    <FactSection title={t('readings.title')}>
      {cadence && (
        <Fact term={t('readings.every')}>
          <DurationText value={cadence} />
        </Fact>
      )}
      <Fact term={t('readings.lastSuccess')}>
        {lastSuccessAt ? (
          <RelativeTime at={lastSuccessAt} />
        ) : (
          t('readings.never')
        )}
      </Fact>
      <Fact term={t('readings.nextRun')}>
        <NextRun at={nextRunAt} />
      </Fact>
      {scope.lastRun && (
        <Fact term={t('readings.lastRun')}>
          {t('readings.lastRunText', {
            outcome: t(`runOutcome.${scope.lastRun.outcome}`),
            when: <RelativeTime at={scope.lastRun.startedAt} />,
            brought: lastRunText(scope.lastRun, t),
          })}
        </Fact>
      )}
      <Fact term={t('readings.attempts')}>
        {scope.circuit === 'open' && scope.circuitOpenUntil
          ? t('circuit.openUntil', {
              when: <RelativeTime at={scope.circuitOpenUntil} />,
            })
          : t(`circuit.${scope.circuit}`)}
      </Fact>
      <Fact term={t('readings.callsLeft')}>
        <CallsLeft row={row} />
      </Fact>
      <Fact term={t('readings.records')}>
        {t('readings.bound', {
          bound: String(scope.bound),
          unbound: String(scope.unbound),
        })}
      </Fact>
    </FactSection>
  );
}

/** The rate limit, who says so, and when it is full again. */
function CallsLeft({ row }: { row: SourceRow }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { budget } = row.scope;
  if (!budget) return <>{t('readings.noLimit')}</>;
  const said = {
    remaining: String(budget.remaining),
    saidBy: t(`readings.saidBy.${budget.toldBy}`),
    when: <RelativeTime at={budget.observedAt} />,
  };
  const left =
    budget.limit === null
      ? t('readings.left', said)
      : t('readings.leftOf', { ...said, limit: String(budget.limit) });
  if (!budget.resetsAt) return <>{left}</>;
  return (
    <>
      {t('readings.fullAgain', {
        left: <>{left}</>,
        when: <RelativeTime at={budget.resetsAt} />,
      })}
    </>
  );
}
