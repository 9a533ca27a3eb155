import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  BoardRow,
  CAPABILITIES,
  operationsReadPermission,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  EntityCard,
  quietTextColor,
} from '@opsdeck/backstage-plugin-operations-react';
import { operationsApiRef } from '../../api/operationsApiRef';
import { operationsTranslationRef } from '../../translation';
import { BoardChipLink } from '../fleet/BoardChipLink';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    gap: theme.spacing(1.5, 4),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  item: {
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
  },
  words: { minWidth: 0, overflowWrap: 'anywhere' },
  chip: { flexShrink: 0 },
  headline: {
    fontSize: theme.typography.pxToRem(13),
    color: quietTextColor(theme),
  },
}));

/** The five chips of an entity, each linked to its tab. */
export function OperationsCard() {
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <EntityCard
      title={t('card.title')}
      api={operationsApiRef}
      query={(api, { entityRef, signal }) =>
        api.getEntityBoard(entityRef, { signal })
      }
      what={t('card.what')}
      permission={operationsReadPermission.name}
      layout={[{ kind: 'table', rows: 5, columns: 2 }]}
    >
      {row => <ChipList row={row} />}
    </EntityCard>
  );
}

function ChipList({ row }: { row: BoardRow }) {
  const classes = useStyles();
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <ul className={classes.list}>
      {CAPABILITIES.map(capability => {
        const chip = row.chips[capability];
        return (
          <li key={capability} className={classes.item}>
            <span className={classes.words}>
              <Typography variant="body2">
                {t(`capability.${capability}`)}
              </Typography>
              <Typography className={classes.headline}>
                {chip ? chip.headline : t('chip.nothing')}
              </Typography>
            </span>
            <span className={classes.chip}>
              <BoardChipLink
                entityRef={row.entityRef}
                capability={capability}
                chip={chip}
              />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
