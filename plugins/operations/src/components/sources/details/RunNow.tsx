import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { sourcesRunPermission } from '@opsdeck/backstage-plugin-operations-common';
import {
  ErrorPanel,
  RelativeTime,
  useApiMutation,
} from '@opsdeck/backstage-plugin-operations-react';
import { operationsApiRef } from '../../../api/operationsApiRef';
import { SourceRow, sourceName } from '../sourceRows';

/** Reads a scope before its time, unless it was just read or the provider wants peace. */
export function RunNow({ row }: { row: SourceRow }) {
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
      <Typography variant="body2" gutterBottom>
        Reading it now needs the permission {sourcesRunPermission.name}. Ask
        whoever runs the portal.
      </Typography>
    );
  }
  const { reason, from } = row.scope.runNow;
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
      {!run.isSuccess && !run.error && reason && (
        <Typography variant="body2">
          It {reason}
          {from && (
            <>
              ; possible <RelativeTime at={from} />
            </>
          )}
          .
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
