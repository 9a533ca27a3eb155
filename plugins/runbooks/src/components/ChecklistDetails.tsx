import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  DurationText,
  Fact,
  FactSection,
  QueryBoundary,
  RelativeTime,
  VerdictIcon,
  useEntityQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  ChecklistSummary,
  DocumentPlace,
  flattenSteps,
  runbooksReadPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksApiRef } from '../api/runbooksApiRef';
import { runbooksTranslationRef } from '../translation';
import { DueChip } from './DueChip';
import { DueTime } from './ChecklistTable';
import { OccurrenceTimes } from './OccurrenceTimes';
import { SafeMarkdown } from './SafeMarkdown';

/** What a checklist says and how it stands, before it is started. */
export function ChecklistDetails({
  checklist,
}: {
  checklist: ChecklistSummary;
}) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  return (
    <>
      <FactSection title={t('details.schedule')}>
        <Fact term={t('details.state')}>
          <DueChip checklist={checklist} />
        </Fact>
        <Fact term={t('details.due')}>
          <DueTime checklist={checklist} />
        </Fact>
        {checklist.next && (
          <Fact term={t('details.nextOpens')}>
            <RelativeTime at={checklist.next.opensAt} />
          </Fact>
        )}
        <Fact term={t('details.cadence')}>
          {checklist.cadence ? (
            <>
              <code>{checklist.cadence}</code> ({checklist.zone})
            </>
          ) : (
            t('details.onDemand')
          )}
        </Fact>
        {checklist.calendar && (
          <Fact term={t('details.calendar')}>
            {t(`onHoliday.${checklist.calendar.onHoliday}`, {
              calendar: checklist.calendar.name,
            })}
            {checklist.calendar.problem && (
              <>
                {' '}
                <VerdictIcon verdict="unknown" /> {checklist.calendar.problem}
              </>
            )}
          </Fact>
        )}
        <Fact term={t('details.owner')}>
          {checklist.owner ?? t('details.notDeclared')}
        </Fact>
        {checklist.duration && (
          <Fact term={t('details.plannedLength')}>
            <DurationText value={checklist.duration} />
          </Fact>
        )}
        {checklist.controls.length > 0 && (
          <Fact term={t('details.controls')}>
            {checklist.controls.join(', ')}
          </Fact>
        )}
        <Fact term={t('details.document')}>
          <PlaceLink place={checklist.place} />
        </Fact>
      </FactSection>
      {checklist.cadence !== null && !checklist.problem && (
        <OccurrenceTimes checklist={checklist} />
      )}
      <Definition checklistId={checklist.id} />
    </>
  );
}

/** Where a definition stands: file and line, as a link where there is one. */
export function PlaceLink({ place }: { place: DocumentPlace }) {
  const text = `${place.path}:${place.line}`;
  return place.url ? (
    <Link to={place.url} underline="always">
      {text}
    </Link>
  ) : (
    <code>{text}</code>
  );
}

function Definition({ checklistId }: { checklistId: string }) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const query = useEntityQuery({
    api: runbooksApiRef,
    name: [`checklist ${checklistId}`],
    query: (api, { entityRef, signal }) =>
      api.getChecklist(entityRef, checklistId, { signal }),
  });
  return (
    <QueryBoundary
      query={query}
      what={t('details.what')}
      permission={runbooksReadPermission.name}
    >
      {({ definition }) => (
        <section>
          <Typography variant="h6" component="h3">
            {t('details.steps')}
          </Typography>
          <ol>
            {flattenSteps(definition.steps).map(({ step, depth }) => (
              <li key={step.id} style={{ marginInlineStart: depth * 16 }}>
                {step.text}{' '}
                {step.check && (
                  <small>
                    {t('details.ticksItself', { check: step.check.name })}
                  </small>
                )}
              </li>
            ))}
          </ol>
          {definition.context && <SafeMarkdown text={definition.context} />}
        </section>
      )}
    </QueryBoundary>
  );
}
