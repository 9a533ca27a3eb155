import { Content, Header, Page } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  OpsdeckQueryProvider,
  quietTextColor,
  useUrlState,
} from '@opsdeck/backstage-plugin-operations-react';
import { useState } from 'react';
import { createSamples } from './samples';
import { SECTIONS } from './sections';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
    '@media print': { display: 'none' },
  },
  links: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(1, 0, 3),
    padding: 0,
    listStyle: 'none',
    '@media print': { display: 'none' },
  },
  section: {
    marginBottom: theme.spacing(5),
    // The portal's frame must not cover the heading that a link leads to.
    scrollMarginTop: theme.spacing(2),
  },
  quiet: { color: quietTextColor(theme) },
}));

/**
 * Each piece of the interface kit in all its states. Sections have links of
 * their own; the reading direction stands in the URL, so that a picture of a
 * state can be asked for by its address.
 */
export function GalleryPage() {
  const classes = useStyles();
  const [samples] = useState(() => createSamples(new Date()));
  const [direction, setDirection] = useUrlState<'ltr' | 'rtl'>('dir', 'ltr', [
    'ltr',
    'rtl',
  ]);
  return (
    <OpsdeckQueryProvider>
      <Page themeId="tool">
        <Header
          title="Interface kit"
          subtitle="Every piece in every state. All figures are samples."
        />
        <Content>
          <div className={classes.bar}>
            <Typography className={classes.quiet}>
              Nothing here was read from a source. Theme: see Settings.
            </Typography>
            <Button
              size="small"
              variant="outlined"
              aria-pressed={direction === 'rtl'}
              onClick={() => setDirection(direction === 'rtl' ? 'ltr' : 'rtl')}
            >
              Right to left
            </Button>
          </div>
          <nav aria-label="Sections">
            <ul className={classes.links}>
              {SECTIONS.map(({ id, title }) => (
                <li key={id}>
                  <Link href={`#${id}`} underline="always">
                    {title}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <div dir={direction}>
            {SECTIONS.map(({ id, title, Section }) => (
              <section
                key={id}
                id={id}
                className={classes.section}
                aria-labelledby={`${id}-title`}
              >
                <Typography id={`${id}-title`} variant="h4" component="h2">
                  {title}
                </Typography>
                <Section samples={samples} />
              </section>
            ))}
          </div>
        </Content>
      </Page>
    </OpsdeckQueryProvider>
  );
}
