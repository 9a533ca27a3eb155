import { Entity } from '@backstage/catalog-model';
import { InfoCard, Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';
import { CopyButton } from '../export/CopyButton';
import { ScrollRegion } from '../layout/ScrollRegion';
import { annotationSnippet } from './annotationSnippet';

const useStyles = makeStyles(theme => ({
  code: {
    margin: theme.spacing(1, 0),
    padding: theme.spacing(1.5),
    overflow: 'auto',
    maxHeight: 360,
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    fontSize: theme.typography.pxToRem(13),
    lineHeight: 1.5,
    backgroundColor: theme.palette.background.default,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  footer: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
  },
  matches: { margin: theme.spacing(0, 0, 2), paddingLeft: theme.spacing(3) },
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
          <Typography>What we found that nearly matches:</Typography>
          <ul className={classes.matches}>
            {nearMatches.map(({ title: found, reason, href }) => (
              <li key={found}>
                {href ? (
                  <Link to={href} underline="always">
                    {found}
                  </Link>
                ) : (
                  found
                )}
                : {reason}
              </li>
            ))}
          </ul>
        </>
      )}
      {yaml && (
        <>
          <Typography>
            Add this to <code>{file}</code>:
          </Typography>
          <ScrollRegion
            className={classes.code}
            label={`Text to add to ${file}`}
            preformatted
          >
            {yaml}
          </ScrollRegion>
        </>
      )}
      <div className={classes.footer}>
        {yaml && <CopyButton text={yaml} />}
        {docsHref && <Link to={docsHref}>How to set this up</Link>}
      </div>
    </InfoCard>
  );
}
