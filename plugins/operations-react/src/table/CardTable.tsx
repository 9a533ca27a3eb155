import NativeSelect from '@material-ui/core/NativeSelect';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';
import { OpenRowButton, isRowClick } from './OpenRowButton';
import { formatSort, parseSort } from './sortRows';
import { TableLayoutProps } from './tableLayout';
import { quietTextColor } from '../theme/verdictColors';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gap: theme.spacing(1),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  card: { padding: theme.spacing(1.5) },
  top: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    fontWeight: 500,
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(88px, auto) 1fr',
    gap: theme.spacing(0.5, 1.5),
    margin: theme.spacing(1, 0, 0),
    fontSize: theme.typography.pxToRem(14),
  },
  term: { color: quietTextColor(theme) },
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
  sort: {
    display: 'block',
    marginBottom: theme.spacing(1),
    fontSize: theme.typography.pxToRem(14),
    '@media print': { display: 'none' },
  },
}));

/** Each row as a card, for screens too narrow for columns. */
export function CardTable<TRow>(props: TableLayoutProps<TRow>) {
  const { label, rows, rowKey, rowName, onOpen, openKey } = props;
  const classes = useStyles();
  const [first, ...others] = props.columns.filter(c => !c.hideOnPhone);
  return (
    <>
      <SortSelect {...props} />
      <ul className={classes.list} aria-label={label}>
        {rows.map(row => {
          const key = rowKey(row);
          return (
            <Paper
              key={key}
              component="li"
              variant="outlined"
              className={classes.card}
              onClick={event => {
                if (isRowClick(event)) onOpen?.(row);
              }}
            >
              <div className={classes.top}>
                <span>{first.render(row)}</span>
                {onOpen && (
                  <OpenRowButton
                    name={rowName(row)}
                    expanded={key === openKey}
                    onOpen={() => onOpen(row)}
                    walk={props.walk(key)}
                  />
                )}
              </div>
              {others.length > 0 && (
                <dl className={classes.facts}>
                  {others.map(column => (
                    <Fact key={column.id} title={column.title}>
                      {column.render(row)}
                    </Fact>
                  ))}
                </dl>
              )}
            </Paper>
          );
        })}
      </ul>
    </>
  );
}

function Fact(props: { title: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <>
      <dt className={classes.term}>{props.title}</dt>
      <dd className={classes.value}>{props.children}</dd>
    </>
  );
}

function SortSelect<TRow>(props: TableLayoutProps<TRow>) {
  const { t } = useKitTranslation();
  const { columns, sort, onSort } = props;
  const classes = useStyles();
  const sortable = columns.filter(column => column.sortValue);
  if (sortable.length === 0) return null;
  return (
    <label className={classes.sort}>
      {t('table.sortBy')}{' '}
      <NativeSelect
        value={formatSort(sort)}
        onChange={event => onSort(parseSort(event.target.value))}
      >
        <option value="">{t('table.asGiven')}</option>
        {sortable.flatMap(({ id, title }) => [
          <option key={id} value={id}>
            {t('table.ascending', { column: title })}
          </option>,
          <option key={`-${id}`} value={`-${id}`}>
            {t('table.descending', { column: title })}
          </option>,
        ])}
      </NativeSelect>
    </label>
  );
}
