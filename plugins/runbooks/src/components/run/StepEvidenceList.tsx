import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import {
  CodeBlock,
  RelativeTime,
  SaveButton,
  quietTextColor,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  StepEvidence,
  runbooksReadPermission,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { runbooksApiRef } from '../../api/runbooksApiRef';
import { runbooksTranslationRef } from '../../translation';
import { personName } from '../personName';
import { evidenceTitle } from './evidenceTitle';

const useStyles = makeStyles(theme => ({
  list: { margin: theme.spacing(0.5, 0), paddingInlineStart: theme.spacing(2) },
  item: { overflowWrap: 'anywhere' },
  quiet: { color: quietTextColor(theme), fontSize: '0.875rem' },
}));

export interface StepEvidenceListProps {
  runId: string;
  evidence: readonly StepEvidence[];
  /** What the step says, for screen readers. */
  of: string;
}

/** What people attached to a step. */
export function StepEvidenceList({
  runId,
  evidence,
  of,
}: StepEvidenceListProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  if (evidence.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t('evidence.of', { step: of })}>
      {evidence.map(item => (
        <li key={item.id} className={classes.item}>
          <Content runId={runId} item={item} />{' '}
          <span className={classes.quiet}>
            {personName(item.actor, t)}, <RelativeTime at={item.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Content({ runId, item }: { runId: string; item: StepEvidence }) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const classes = useStyles();
  const api = useApi(runbooksApiRef);
  switch (item.kind) {
    case 'link':
      return (
        <Link to={item.url} underline="always">
          {evidenceTitle(item)}
        </Link>
      );
    case 'json':
      return (
        <details>
          <summary>{evidenceTitle(item)}</summary>
          <CodeBlock
            label={t('evidence.json', { title: evidenceTitle(item) })}
            text={JSON.stringify(item.json, null, 2)}
          />
        </details>
      );
    case 'file':
      return (
        <>
          {item.title && `${item.title}: `}
          <SaveButton
            fileName={item.name}
            load={() => api.getFile(runId, item.id)}
            errorContext={{
              what: item.name,
              permission: runbooksReadPermission.name,
            }}
          >
            {t('evidence.save', { name: item.name })}
          </SaveButton>{' '}
          <span className={classes.quiet}>
            {t('evidence.file', {
              size: String(item.size),
              hash: item.sha256.slice(0, 12),
            })}
          </span>
        </>
      );
    default:
      return (
        <>
          {item.title && <strong>{item.title}: </strong>}
          {item.text}
        </>
      );
  }
}
