import { Content, Header, InfoCard, Page } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { DEMO_PEOPLE } from './people';

const useStyles = makeStyles({
  people: { listStyle: 'none', padding: 0 },
});

export interface PeoplePageProps {
  /** Called with the name of the User entity. */
  onChoose: (name: string) => void;
}

/** The people of the demo, each with what to look at. */
export function PeoplePage({ onChoose }: PeoplePageProps) {
  const classes = useStyles();
  return (
    <Page themeId="home">
      <Header
        title="Opsdeck"
        subtitle="What runs where, is the promise kept, what is due, how much would be lost, what is broken"
      />
      <Content>
        <Typography variant="h4" component="h2" gutterBottom>
          Who are you today?
        </Typography>
        <Grid container component="ul" className={classes.people}>
          {DEMO_PEOPLE.map(person => (
            <Grid item component="li" xs={12} sm={6} md={4} key={person.name}>
              <InfoCard
                title={person.title}
                subheader={person.role}
                titleTypographyProps={{ component: 'h3' }}
                actions={
                  <Button
                    color="primary"
                    variant="outlined"
                    onClick={() => onChoose(person.name)}
                  >
                    Sign in as {person.title}
                  </Button>
                }
              >
                <Typography variant="body1">{person.hint}</Typography>
              </InfoCard>
            </Grid>
          ))}
        </Grid>
      </Content>
    </Page>
  );
}
