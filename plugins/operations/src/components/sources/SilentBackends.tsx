import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { FleetSources } from '@opsdeck/backstage-plugin-operations-common';
import { VerdictIcon } from '@opsdeck/backstage-plugin-operations-react';
import { operationsTranslationRef } from '../../translation';

export interface SilentBackendsProps {
  /** Those that did not answer. */
  backends: FleetSources['plugins'];
}

/** One quiet line per tab whose backend did not answer. */
export function SilentBackends({ backends }: SilentBackendsProps) {
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <>
      {backends.map(({ pluginId, problem }) => (
        <Typography key={pluginId} variant="body2" gutterBottom>
          <VerdictIcon verdict="unknown" />{' '}
          {t('sources.silent', {
            tab: t(`capability.${pluginId}`),
            problem: problem ?? '',
          })}
        </Typography>
      ))}
    </>
  );
}
