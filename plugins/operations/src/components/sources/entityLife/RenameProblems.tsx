import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  Capability,
  FleetEntities,
} from '@opsdeck/backstage-plugin-operations-common';
import { listText, operationsTranslationRef } from '../../../translation';
import { EntityLink } from '../../entity/EntityLink';

/** Declared renames that cannot be done, once for all backends that say so. */
export function RenameProblems({ plugins }: Pick<FleetEntities, 'plugins'>) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const problems = mergeProblems(plugins);
  if (problems.length === 0) return null;
  return (
    <ul>
      {problems.map(({ entityRef, message, tabs }) => (
        <li key={`${entityRef} ${message}`}>
          <Typography variant="body2">
            {t('entityLife.problem', {
              entity: (
                <EntityLink entityRef={entityRef}>{entityRef}</EntityLink>
              ),
              message,
              tabs: listText(
                tabs.map(pluginId => t(`capability.${pluginId}`)),
                t,
              ),
            })}
          </Typography>
        </li>
      ))}
    </ul>
  );
}

interface MergedProblem {
  entityRef: string;
  message: string;
  tabs: Capability[];
}

function mergeProblems(plugins: FleetEntities['plugins']): MergedProblem[] {
  const merged = new Map<string, MergedProblem>();
  for (const { pluginId, problems } of plugins) {
    for (const problem of problems) {
      const key = JSON.stringify([problem.entityRef, problem.message]);
      const known = merged.get(key) ?? { ...problem, tabs: [] };
      merged.set(key, { ...known, tabs: [...known.tabs, pluginId] });
    }
  }
  return [...merged.values()];
}
