import { InfoCard } from '@backstage/core-components';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import ListItemText from '@material-ui/core/ListItemText';
import {
  CAPABILITIES,
  operationsReadPermission,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  ErrorPanel,
  LoadingSkeleton,
  OpsdeckQueryProvider,
  useEntityQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { operationsApiRef } from '../../api/operationsApiRef';
import { CAPABILITY_TITLES } from '../capabilities';
import { BoardChipLink } from '../fleet/BoardChipLink';

/** The five chips of an entity, each linked to its tab. */
export function OperationsCard() {
  return (
    <OpsdeckQueryProvider>
      <InfoCard title="Operations">
        <OperationsChips />
      </InfoCard>
    </OpsdeckQueryProvider>
  );
}

function OperationsChips() {
  const { data, error, refetch } = useEntityQuery({
    api: operationsApiRef,
    name: ['entity-board'],
    query: (api, { entityRef, signal }) =>
      api.getEntityBoard(entityRef, { signal }),
    refetchIntervalMs: 30_000,
  });
  if (error && !data) {
    return (
      <ErrorPanel
        what="the state of this service"
        error={error}
        permission={operationsReadPermission.name}
        onRetry={refetch}
      />
    );
  }
  if (!data) return <LoadingSkeleton what="the state of this service" />;
  return (
    <List dense disablePadding>
      {CAPABILITIES.map(capability => (
        <ListItem key={capability} disableGutters>
          <ListItemText
            primary={CAPABILITY_TITLES[capability]}
            secondary={data.chips[capability]?.headline || 'nothing declared'}
          />
          <BoardChipLink
            entityRef={data.entityRef}
            capability={capability}
            chip={data.chips[capability]}
          />
        </ListItem>
      ))}
    </List>
  );
}
