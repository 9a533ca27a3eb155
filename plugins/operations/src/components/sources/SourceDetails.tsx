import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  failureMeaning,
  sourcesRunPermission,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  DurationText,
  ErrorPanel,
  Fact,
  FactSection,
  RelativeTime,
  useApiMutation,
} from '@opsdeck/backstage-plugin-operations-react';
import { operationsApiRef } from '../../api/operationsApiRef';
import { SourceRow, sourceName } from './sourceRows';
import { CIRCUIT_WORDS, lastRunText } from './sourceText';

/** One scope of a source: how its readings go, what it needs, and "run now". */
export function SourceDetails({ row }: { row: SourceRow }) {
  const { source, scope } = row;
  const { failure } = scope.freshness;
  return (
    <>
      {failure && (
        <FactSection title="What is wrong">
          <Fact term="In short">{failureMeaning(failure.kind)}</Fact>
          <Fact term="Details">{failure.message}</Fact>
          <Fact term="When">
            <RelativeTime at={failure.at} />
          </Fact>
        </FactSection>
      )}
      <FactSection title="Readings">
        <Fact term="Read every">
          <DurationText value={source.cadence} />
        </Fact>
        <Fact term="Last success">
          {scope.freshness.lastSuccessAt ? (
            <RelativeTime at={scope.freshness.lastSuccessAt} />
          ) : (
            'never'
          )}
        </Fact>
        <Fact term="Next run">
          {scope.freshness.nextRunAt ? (
            <RelativeTime at={scope.freshness.nextRunAt} />
          ) : (
            '—'
          )}
        </Fact>
        {scope.lastRun && (
          <>
            <Fact term="Last run">
              {scope.lastRun.outcome}{' '}
              <RelativeTime at={scope.lastRun.startedAt} />
            </Fact>
            <Fact term="It brought">{lastRunText(scope.lastRun)}</Fact>
          </>
        )}
        <Fact term="Attempts">{CIRCUIT_WORDS[scope.circuit]}</Fact>
        <Fact term="Records">
          {scope.bound} with an entity in the catalog, {scope.unbound} without
        </Fact>
        <Fact term="Dead letters">{scope.deadLetters}</Fact>
      </FactSection>
      {source.requiredPermissions.length > 0 && (
        <FactSection title="What it needs at the provider">
          {source.requiredPermissions.map(permission => (
            <Fact key={permission} term="Permission">
              <code>{permission}</code>
            </Fact>
          ))}
        </FactSection>
      )}
      <RunNow row={row} />
    </>
  );
}

function RunNow({ row }: { row: SourceRow }) {
  const { allowed, loading } = usePermission({
    permission: sourcesRunPermission,
  });
  const run = useApiMutation({
    api: operationsApiRef,
    mutate: api => api.runSourceNow(row.pluginId, row.source.id, row.scope.id),
  });
  if (loading) return null;
  if (!allowed) {
    return (
      <Typography variant="body2">
        Reading it now needs the permission {sourcesRunPermission.name}. Ask
        whoever runs the portal.
      </Typography>
    );
  }
  return (
    <>
      <Button
        variant="outlined"
        color="primary"
        disabled={run.isPending}
        onClick={() => run.mutate()}
      >
        Read {sourceName(row)} now
      </Button>
      {run.isSuccess && (
        <Typography variant="body2" role="status">
          Asked for; it is read within seconds.
        </Typography>
      )}
      {run.error && (
        <ErrorPanel
          what={sourceName(row)}
          action={`read ${sourceName(row)} now`}
          error={run.error}
          permission={sourcesRunPermission.name}
        />
      )}
    </>
  );
}
