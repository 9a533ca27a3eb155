import { Content, Page } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { ErrorPanel } from '@opsdeck/backstage-plugin-operations-react';

export interface SignInFailureProps {
  error?: Error;
  onRetry: () => void;
  onChooseAnother: () => void;
}

/** The chosen person could not sign in: the portal may still be starting. */
export function SignInFailure(props: SignInFailureProps) {
  return (
    <Page themeId="home">
      <Content>
        <ErrorPanel
          what="the portal"
          action="sign in; the portal may still be starting"
          error={props.error ?? new Error('The portal did not answer')}
        />
        <Button variant="outlined" color="primary" onClick={props.onRetry}>
          Try again
        </Button>{' '}
        <Button onClick={props.onChooseAnother}>Choose someone else</Button>
      </Content>
    </Page>
  );
}
