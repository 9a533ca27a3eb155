import { Entity } from '@backstage/catalog-model';
import { InfoCard, Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';
import { CopyButton } from '../export/CopyButton';
import { CodeBlock } from '../layout/CodeBlock';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { annotationSnippet } from './annotationSnippet';

const useStyles = makeStyles(theme => ({
  footer: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
  },
  matches: {
    margin: theme.spacing(0, 0, 2),
    paddingInlineStart: `${theme.spacing(3)}px`,
  },
}));

/** Something that we found and that would fit if it were declared. */
export interface NearMatch {
  /** For example "Deployment shop/orders in cluster prod-1". */
  title: string;
  /** Why it does not count yet, for example "label backstage.io/kubernetes-id is missing". */
  reason: string;
  href?: string;
}

export interface SetupCardProps {
  entity: Entity;
  /** What is missing, for example "No backups are declared". */
  title: string;
  /** What this tab would show. */
  children: ReactNode;
  /** Annotations to paste, with example values that fit this entity. */
  annotations?: Record<string, string>;
  /** YAML to paste instead, where annotations do not say it. */
  yaml?: string;
  /** Where the YAML goes; "the entity's catalog-info.yaml" unless told. */
  file?: string;
  /** Link to the documentation of this step. */
  docsHref?: string;
  nearMatches?: readonly NearMatch[];
}

/** What an empty tab shows: what it is for and exactly what to paste. */
export function SetupCard(props: SetupCardProps) {
  const classes = useStyles();
  const { t } = useKitTranslation();
  const { entity, title, children, annotations, docsHref } = props;
  const { file = 'catalog-info.yaml', nearMatches = [] } = props;
  const yaml =
    props.yaml ?? (annotations && annotationSnippet(entity, annotations));
  return (
    <InfoCard title={title} titleTypographyProps={{ component: 'h2' }}>
      <Typography component="div" paragraph>
        {children}
      </Typography>
      {nearMatches.length > 0 && (
        <>
          <Typography>{t('setup.nearMatches')}</Typography>
          <ul className={classes.matches}>
            {nearMatches.map(({ title: found, reason, href }) => (
              <li key={found}>
                {t('setup.nearMatch', {
                  found: <Found title={found} href={href} />,
                  reason,
                })}
              </li>
            ))}
          </ul>
        </>
      )}
      {yaml && (
        <>
          <Typography>
            {t('setup.addTo', { file: <code>{file}</code> })}
          </Typography>
          <CodeBlock label={t('setup.textFor', { file })} text={yaml} />
        </>
      )}
      <div className={classes.footer}>
        {yaml && <CopyButton text={yaml} />}
        {docsHref && <Link to={docsHref}>{t('setup.docs')}</Link>}
      </div>
    </InfoCard>
  );
}

function Found({ title, href }: Pick<NearMatch, 'title' | 'href'>) {
  if (!href) return <>{title}</>;
  return (
    <Link to={href} underline="always">
      {title}
    </Link>
  );
}
