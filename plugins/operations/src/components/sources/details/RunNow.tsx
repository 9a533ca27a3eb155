import { useTranslationRef } from '@backstage/frontend-plugin-api';
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
import { operationsTranslationRef } from '../../../translation';
import { SourceRow, sourceName } from '../sourceRows';

/** Reads a scope before its time, unless it was just read or the provider wants peace. */
export function RunNow({ row }: { row: SourceRow }) {
  const { t } = useTranslationRef(operationsTranslationRef);
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
        {t('runNow.needs', { permission: sourcesRunPermission.name })}
      </Typography>
    );
  }
  const name = sourceName(row);
  const { reason, from } = row.scope.runNow;
  return (
    <>
      <Button
        variant="outlined"
        color="primary"
        disabled={run.isPending}
        onClick={() => run.mutate()}
      >
        {row.scope.receiver
          ? t('runNow.ofReceiver')
          : t('runNow.button', { name })}
      </Button>
      {row.scope.receiver && (
        <Typography variant="body2">{t('runNow.instead')}</Typography>
      )}
      {run.isSuccess && (
        <Typography variant="body2" role="status">
          {t('runNow.asked')}
        </Typography>
      )}
      {!run.isSuccess && !run.error && reason && (
        <Typography variant="body2">
          {from
            ? t('runNow.notNowUntil', {
                reason,
                when: <RelativeTime at={from} />,
              })
            : t('runNow.notNow', { reason })}
        </Typography>
      )}
      {run.error && (
        <ErrorPanel
          what={name}
          action={t('runNow.action', { name })}
          error={run.error}
          permission={sourcesRunPermission.name}
        />
      )}
    </>
  );
}
