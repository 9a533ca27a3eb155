import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { VerdictIcon } from '@opsdeck/backstage-plugin-operations-react';
import { DefinitionProblem } from '@opsdeck/backstage-plugin-slos-common';
import { slosTranslationRef } from '../translation';

const useStyles = makeStyles(theme => ({
  list: { margin: theme.spacing(0.5, 0, 2), padding: 0, listStyle: 'none' },
  item: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0),
    overflowWrap: 'anywhere',
  },
  icon: { display: 'inline-flex', paddingTop: '0.2em' },
}));

/** What is wrong with the SLO files, each with its place. */
export function DefinitionProblems(props: {
  problems: readonly DefinitionProblem[];
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(slosTranslationRef);
  if (props.problems.length === 0) return null;
  return (
    <section aria-labelledby="slo-file-problems">
      <Typography id="slo-file-problems" variant="h6" component="h3">
        {t('problems.title')}
      </Typography>
      <ul className={classes.list}>
        {props.problems.map(problem => (
          <li key={JSON.stringify(problem)} className={classes.item}>
            <span className={classes.icon}>
              <VerdictIcon
                verdict={problem.severity === 'error' ? 'breached' : 'at-risk'}
                size={14}
                decorative
              />
            </span>
            <span>
              {t(`problems.${problem.severity}`, {
                place: <Place problem={problem} />,
                message: problem.message,
              })}
              {problem.lastGoodInUse && ` ${t('problems.lastGood')}`}{' '}
              <small>{problem.rule}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Place({ problem }: { problem: DefinitionProblem }) {
  const { file, line } = problem;
  return <code>{line === null ? file : `${file}:${line}`}</code>;
}
