import {
  Content,
  Header,
  InfoCard,
  Page,
  ProxiedSignInPage,
} from '@backstage/core-components';
import { SignInPageProps } from '@backstage/plugin-app-react';
import Button from '@material-ui/core/Button';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { DEMO_PEOPLE } from './people';

const STORAGE_KEY = 'opsdeck-demo-user';

/** Pick a demo person; the choice holds until the browser tab is closed. */
export const DemoSignInPage = (props: SignInPageProps) => {
  const [chosen, setChosen] = useState(() =>
    sessionStorage.getItem(STORAGE_KEY),
  );
  if (chosen) {
    return (
      <ProxiedSignInPage
        {...props}
        onSignInSuccess={identity =>
          props.onSignInSuccess({
            getProfileInfo: () => identity.getProfileInfo(),
            getBackstageIdentity: () => identity.getBackstageIdentity(),
            getCredentials: () => identity.getCredentials(),
            signOut: async () => {
              sessionStorage.removeItem(STORAGE_KEY);
              await identity.signOut();
              window.location.assign('/');
            },
          })
        }
        provider="opsdeckDemo"
        headers={{ 'x-opsdeck-demo-user': `user:default/${chosen}` }}
      />
    );
  }
  const choose = (name: string) => {
    sessionStorage.setItem(STORAGE_KEY, name);
    setChosen(name);
  };
  return (
    <Page themeId="home">
      <Header
        title="Opsdeck"
        subtitle="What runs where, is the promise kept, what is due, how much would be lost, what is broken"
      />
      <Content>
        <Typography variant="h2" gutterBottom>
          Who are you today?
        </Typography>
        <Grid
          container
          component="ul"
          style={{ listStyle: 'none', padding: 0 }}
        >
          {DEMO_PEOPLE.map(person => (
            <Grid item component="li" xs={12} sm={6} md={4} key={person.name}>
              <InfoCard
                title={person.title}
                subheader={person.role}
                actions={
                  <Button
                    color="primary"
                    variant="outlined"
                    onClick={() => choose(person.name)}
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
};
