import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import {
  DurationText,
  ErrorPanel,
  Fact,
  FactSection,
  LoadingSkeleton,
  RelativeTime,
  useEntityQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  ChecklistSummary,
  DocumentPlace,
  flattenSteps,
  runbooksReadPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksApiRef } from '../api/runbooksApiRef';
import { DueChip } from './DueChip';
import { DueTime } from './ChecklistTable';
import { SafeMarkdown } from './SafeMarkdown';

/** What a checklist says and how it stands, before it is started. */
export function ChecklistDetails({
  checklist,
}: {
  checklist: ChecklistSummary;
}) {
  return (
    <>
      <FactSection title="Schedule">
        <Fact term="State">
          <DueChip checklist={checklist} />
        </Fact>
        <Fact term="Due">
          <DueTime checklist={checklist} />
        </Fact>
        {checklist.next && (
          <Fact term="Next opens">
            <RelativeTime at={checklist.next.opensAt} />
          </Fact>
        )}
        <Fact term="Cadence">
          {checklist.cadence ? (
            <>
              <code>{checklist.cadence}</code> ({checklist.zone})
            </>
          ) : (
            'on demand'
          )}
        </Fact>
        <Fact term="Owner">{checklist.owner ?? 'not declared'}</Fact>
        {checklist.duration && (
          <Fact term="Planned length">
            <DurationText value={checklist.duration} />
          </Fact>
        )}
        <Fact term="Document">
          <PlaceLink place={checklist.place} />
        </Fact>
      </FactSection>
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
  const { data, error, refetch } = useEntityQuery({
    api: runbooksApiRef,
    name: [`checklist ${checklistId}`],
    query: (api, { entityRef, signal }) =>
      api.getChecklist(entityRef, checklistId, { signal }),
  });
  if (error) {
    return (
      <ErrorPanel
        what="the checklist"
        error={error}
        permission={runbooksReadPermission.name}
        onRetry={refetch}
      />
    );
  }
  if (!data) return <LoadingSkeleton what="checklist" />;
  const { definition } = data;
  return (
    <section>
      <Typography variant="h6" component="h3">
        Steps
      </Typography>
      <ol>
        {flattenSteps(definition.steps).map(({ step, depth }) => (
          <li key={step.id} style={{ marginLeft: depth * 16 }}>
            {step.text}
            {step.check && <small> (ticks itself: {step.check.name})</small>}
          </li>
        ))}
      </ol>
      {definition.context && <SafeMarkdown text={definition.context} />}
    </section>
  );
}
