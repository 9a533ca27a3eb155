import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { ScrollRegion } from '@opsdeck/backstage-plugin-operations-react';
import { ReactNode } from 'react';
import ReactMarkdown from 'react-markdown';
import { runbooksTranslationRef } from '../translation';

const useStyles = makeStyles(theme => ({
  root: {
    overflowWrap: 'anywhere',
    lineHeight: 1.5,
    '& pre': {
      overflow: 'auto',
      padding: theme.spacing(1),
      backgroundColor: theme.palette.background.default,
      border: `1px solid ${theme.palette.divider}`,
    },
    '& p, & ul, & ol, & pre': { margin: theme.spacing(0.5, 0) },
    '& a': { color: 'inherit', textDecoration: 'underline' },
  },
}));

/** Markdown of a runbook: no raw HTML, links to the web and mail only, no images. */
export function SafeMarkdown({ text }: { text: string }) {
  const classes = useStyles();
  const { t } = useTranslationRef(runbooksTranslationRef);
  return (
    <ReactMarkdown
      className={classes.root}
      skipHtml
      transformLinkUri={safeHref}
      components={{
        a: ({ href, children }) =>
          href ? (
            <a href={href} target="_blank" rel="noopener noreferrer">
              {children}
            </a>
          ) : (
            <>{children}</>
          ),
        // Someone else's server would learn who reads the runbook and when.
        img: ({ alt }) => (
          <em>
            {t('markdown.image', { alt: alt || t('markdown.noDescription') })}
          </em>
        ),
        pre: ({ children }) => (
          <ScrollRegion label={t('markdown.code')} preformatted>
            {children}
          </ScrollRegion>
        ),
        // The headings of the page are the tab's.
        h1: Heading,
        h2: Heading,
        h3: Heading,
        h4: Heading,
        h5: Heading,
        h6: Heading,
      }}
    >
      {text}
    </ReactMarkdown>
  );
}

function Heading({ children }: { children?: ReactNode }) {
  return (
    <p>
      <strong>{children}</strong>
    </p>
  );
}

/** The address when it leads to the web or to a mail program, else none. */
export function safeHref(href: string): string {
  return /^(https?:\/\/|mailto:)/i.test(href.trim()) ? href : '';
}
