import { ProxiedSignInPage } from '@backstage/core-components';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { useState } from 'react';
import { PeoplePage } from './PeoplePage';
import { SignInFailure } from './SignInFailure';
import { demoUser } from './demoUser';

/** Pick a demo person; the choice holds until the browser tab is closed. */
export const DemoSignInPage = (props: SignInPageProps) => {
  const [chosen, setChosen] = useState(demoUser.get);
  const [attempt, setAttempt] = useState(1);
  if (!chosen) {
    return (
      <PeoplePage
        onChoose={name => {
          demoUser.set(name);
          setChosen(name);
        }}
      />
    );
  }
  return (
    <ProxiedSignInPage
      key={attempt}
      provider="opsdeckDemo"
      headers={{ 'x-opsdeck-demo-user': `user:default/${chosen}` }}
      onSignInSuccess={identity =>
        props.onSignInSuccess({
          getProfileInfo: () => identity.getProfileInfo(),
          getBackstageIdentity: () => identity.getBackstageIdentity(),
          getCredentials: () => identity.getCredentials(),
          signOut: async () => {
            demoUser.clear();
            await identity.signOut();
          },
        })
      }
      ErrorComponent={({ error }) => (
        <SignInFailure
          error={error}
          onRetry={() => setAttempt(attempt + 1)}
          onChooseAnother={() => {
            demoUser.clear();
            setChosen(null);
          }}
        />
      )}
    />
  );
};
