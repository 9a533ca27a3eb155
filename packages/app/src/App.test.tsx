import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import app from './App';

const environment = process.env;

function answerOf(url: string): Response {
  if (!url.includes('/api/auth/opsdeckDemo/')) {
    return Response.json({}, { status: 404 });
  }
  const userEntityRef = 'user:default/sam.owner';
  return Response.json({
    profile: { displayName: 'Sam' },
    backstageIdentity: {
      // Three parts as a JWT has; the middle one says that it holds for an hour.
      token: `e30.${btoa(
        JSON.stringify({ exp: Math.floor(Date.now() / 1000) + 3600 }),
      )}.e30`,
      identity: {
        type: 'user',
        userEntityRef,
        ownershipEntityRefs: [userEntityRef],
      },
    },
  });
}

const fetched = jest.fn(async (input: RequestInfo | URL, _?: RequestInit) =>
  answerOf(input instanceof Request ? input.url : String(input)),
);

beforeEach(() => {
  process.env = Object.assign({}, environment, {
    APP_CONFIG: [
      {
        context: 'test',
        data: {
          app: { title: 'Opsdeck', baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
        },
      },
    ],
  });
  jest.spyOn(global, 'fetch').mockImplementation(fetched);
  fetched.mockClear();
  sessionStorage.clear();
});

afterEach(() => {
  process.env = environment;
  jest.restoreAllMocks();
});

describe('the demo portal', () => {
  it('asks who you are, and remembers it for the browser tab', async () => {
    render(app.createRoot());
    expect(
      await screen.findByRole('heading', { name: 'Who are you today?' }),
    ).toBeVisible();
    expect(
      screen
        .getAllByRole('button', { name: /^Sign in as/ })
        .map(button => button.textContent),
    ).toEqual([
      'Sign in as Sam',
      'Sign in as Olga',
      'Sign in as Rui',
      'Sign in as Dana',
      'Sign in as Vera',
      'Sign in as Ada',
    ]);

    await userEvent.click(screen.getByRole('button', { name: /Sam/ }));
    expect(sessionStorage.getItem('opsdeck-demo-user')).toBe('sam.owner');
    await waitFor(() =>
      expect(
        screen.queryByRole('heading', { name: 'Who are you today?' }),
      ).not.toBeInTheDocument(),
    );
    const [, init] = fetched.mock.calls[0];
    expect(new Headers(init?.headers).get('x-opsdeck-demo-user')).toBe(
      'user:default/sam.owner',
    );
  });

  it('has the interface kit at its address, out of the navigation', async () => {
    window.history.pushState({}, '', '/gallery');
    try {
      render(app.createRoot());
      await userEvent.click(await screen.findByRole('button', { name: /Sam/ }));
      expect(
        await screen.findByRole(
          'heading',
          { name: 'Verdicts and headline' },
          { timeout: 30_000 },
        ),
      ).toBeVisible();
      expect(
        screen.queryByRole('link', { name: /interface kit|gallery/i }),
      ).not.toBeInTheDocument();
    } finally {
      window.history.pushState({}, '', '/');
    }
  });
});
