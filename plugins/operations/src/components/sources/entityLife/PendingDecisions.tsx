import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { FleetEntities } from '@opsdeck/backstage-plugin-operations-common';
import { listText, operationsTranslationRef } from '../../../translation';

/** Decisions that some backend has not heard of yet. */
export function PendingDecisions({
  decisions,
}: Pick<FleetEntities, 'decisions'>) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const untold = decisions.filter(({ pending }) => pending.length > 0);
  if (untold.length === 0) return null;
  return (
    <ul>
      {untold.map(({ from, to, decision, at, pending }) => (
        <li key={`${from} ${to} ${at}`}>
          <Typography variant="body2">
            {t(`entityLife.${decision}.pending`, {
              from,
              to,
              tabs: listText(
                pending.map(pluginId => t(`capability.${pluginId}`)),
                t,
              ),
            })}
          </Typography>
        </li>
      ))}
    </ul>
  );
}
