import { IdentityApi } from '@backstage/core-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DemoSignInPage } from './DemoSignInPage';
import { DEMO_PEOPLE } from './people';

const STORAGE_KEY = 'opsdeck-demo-user';

function identityOf(userEntityRef: string) {
  return {
    profile: { displayName: 'Vera' },
    backstageIdentity: {
      token: 'e30.e30.e30',
      identity: {
        type: 'user',
        userEntityRef,
        ownershipEntityRefs: [userEntityRef],
      },
    },
  };
}

afterEach(() => {
  sessionStorage.clear();
  jest.restoreAllMocks();
});

describe('the demo sign-in', () => {
  it('forgets the person when they sign out', async () => {
    sessionStorage.setItem(STORAGE_KEY, 'vera.viewer');
    jest
      .spyOn(global, 'fetch')
      .mockImplementation(async () =>
        Response.json(identityOf('user:default/vera.viewer')),
      );
    const signedIn: IdentityApi[] = [];
    renderInTestApp(
      <DemoSignInPage
        onSignInSuccess={identity => void signedIn.push(identity)}
      />,
    );
    await waitFor(() => expect(signedIn).toHaveLength(1));
    await expect(signedIn[0].getBackstageIdentity()).resolves.toMatchObject({
      userEntityRef: 'user:default/vera.viewer',
    });
    await signedIn[0].signOut();
    expect(sessionStorage.getItem(STORAGE_KEY)).toBeNull();
  });

  it('lets you try again, or be someone else, when it fails', async () => {
    sessionStorage.setItem(STORAGE_KEY, 'nobody');
    const fetched = jest.spyOn(global, 'fetch').mockImplementation(async () =>
      Response.json(
        {
          error: { name: 'NotFoundError', message: 'The catalog knows none' },
        },
        { status: 404 },
      ),
    );
    const onSignInSuccess = jest.fn();
    renderInTestApp(<DemoSignInPage onSignInSuccess={onSignInSuccess} />);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The catalog knows none',
    );
    const before = fetched.mock.calls.length;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByRole('alert');
    expect(fetched.mock.calls.length).toBeGreaterThan(before);

    await userEvent.click(
      screen.getByRole('button', { name: 'Choose someone else' }),
    );
    expect(
      await screen.findAllByRole('button', { name: /^Sign in as/ }),
    ).toHaveLength(DEMO_PEOPLE.length);
    expect(sessionStorage.getItem(STORAGE_KEY)).toBeNull();
    expect(onSignInSuccess).not.toHaveBeenCalled();
  });
});
