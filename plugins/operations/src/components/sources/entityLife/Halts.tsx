import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { FleetEntities } from '@opsdeck/backstage-plugin-operations-common';
import {
  RelativeTime,
  VerdictIcon,
} from '@opsdeck/backstage-plugin-operations-react';
import { operationsTranslationRef } from '../../../translation';
import { AskedDecision } from './DecisionDialog';

export interface HaltsProps extends Pick<FleetEntities, 'plugins'> {
  onAsk: (decision: AskedDecision) => void;
}

/** Backends that miss so many entities at once that they delete nothing until it is confirmed. */
export function Halts({ plugins, onAsk }: HaltsProps) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const halted = plugins.flatMap(({ pluginId, halt }) =>
    halt ? [{ pluginId, halt }] : [],
  );
  if (halted.length === 0) return null;
  return (
    <ul>
      {halted.map(({ pluginId, halt }) => {
        const tab = t(`capability.${pluginId}`);
        return (
          <li key={pluginId}>
            <Typography variant="body2">
              <VerdictIcon verdict="at-risk" />{' '}
              {t('entityLife.halt', {
                tab,
                missing: String(halt.missing),
                total: String(halt.total),
                since: <RelativeTime at={halt.since} />,
              })}
            </Typography>
            <Button
              size="small"
              variant="outlined"
              aria-label={t('entityLife.confirmed.buttonOf', { tab })}
              onClick={() => onAsk({ type: 'confirmed', pluginId, halt })}
            >
              {t('entityLife.confirmed.button')}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
