import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { FleetEntities } from '@opsdeck/backstage-plugin-operations-common';
import { VerdictIcon } from '@opsdeck/backstage-plugin-operations-react';
import { operationsTranslationRef } from '../../../translation';

/** One line per backend that did not say what became of its entities. */
export function SilentEntities({ plugins }: Pick<FleetEntities, 'plugins'>) {
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <>
      {plugins.map(
        ({ pluginId, problem }) =>
          problem !== null && (
            <Typography key={pluginId} variant="body2">
              <VerdictIcon verdict="unknown" />{' '}
              {t('entityLife.silent', {
                tab: t(`capability.${pluginId}`),
                problem,
              })}
            </Typography>
          ),
      )}
    </>
  );
}
