import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  axeViolations,
  refusal,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import {
  ago,
  alert,
  freshness,
  incidentsApi,
  overview,
  shop,
} from './__testUtils__/fixtures';
import { renderTab } from './__testUtils__/renderTab';

afterEach(() => sharedQueryClient().clear());

const HEADLINE = { name: /INC-2026-015 P1 “Checkout fails” has been open/ };
const answersWith = (changes: Parameters<typeof overview>[0]) =>
  incidentsApi({ getOverview: async () => overview(changes) });

describe('the Incidents tab', () => {
  it('answers in one sentence, then shows clocks, alerts, history and their age', async () => {
    const { container } = renderTab(incidentsApi());
    expect(await screen.findByRole('heading', HEADLINE)).toBeVisible();
    const active = screen.getByRole('article', { name: /INC-2026-015/ });
    expect(active).toHaveTextContent(
      'opened 12 min ago by the alert HighError',
    );
    const clocks = within(active).getByRole('list', { name: 'Clocks' });
    const [acknowledge, resolve] = within(clocks).getAllByRole('listitem');
    expect(acknowledge).toHaveTextContent(/Acknowledge.*in [23] min/);
    expect(resolve).toHaveTextContent(/Resolve.*in 4[78] min.*target 1 h/);
    const alerts = screen.getByRole('table', { name: 'Alerts now' });
    expect(alerts).toHaveTextContent('HighErrorRateMany requests fail');
    expect(
      within(alerts).getByRole('link', { name: /Runbook/ }),
    ).toHaveAttribute('href', 'https://example.com/runbooks/errors');
    const past = screen.getByRole('table', { name: 'Past incidents' });
    expect(past).toHaveTextContent('acknowledge kept, resolve missed');
    expect(screen.getByText(/Alertmanager · main/)).toHaveTextContent(
      '1 min ago',
    );
    expect(await axeViolations(container)).toEqual([]);
  });

  it('shows the layout to come while it loads', async () => {
    renderTab(incidentsApi({ getOverview: () => new Promise(() => {}) }));
    expect(await screen.findByText('Loading incidents')).toBeInTheDocument();
  });

  it('is small when all is well', async () => {
    renderTab(
      answersWith({
        headline: 'Nothing is broken: no incident is open and no alert fires',
        verdict: 'met',
        active: [],
        alerts: [],
        recent: [],
      }),
    );
    expect(
      await screen.findByRole('heading', { name: /Nothing is broken/ }),
    ).toBeVisible();
    expect(screen.getByText('No alert fires')).toBeVisible();
    expect(screen.getByText('No incident on record')).toBeVisible();
  });

  it('does not claim that no alert fires while the source is stale', async () => {
    renderTab(
      answersWith({
        verdict: 'unknown',
        headline: 'Nothing is known to be broken, but …',
        active: [],
        alerts: [],
        sources: [
          freshness({
            lastSuccessAt: ago(30),
            failure: {
              kind: 'unauthorized',
              message: 'the token was refused',
              at: ago(1),
            },
          }),
        ],
      }),
    );
    expect(await screen.findByText('No alert is known')).toBeVisible();
    expect(screen.queryByText('No alert fires')).not.toBeInTheDocument();
    expect(
      screen.getByRole('list', { name: 'Sources with problems' }),
    ).toHaveTextContent('the token was refused');
  });

  it('says what to paste where no alert source knows the service', async () => {
    const { container } = renderTab(
      answersWith({
        verdict: null,
        headline: 'No incident is open; no alert source knows this service',
        active: [],
        alerts: [],
      }),
    );
    expect(
      await screen.findByRole('region', { name: /Text to add/ }),
    ).toHaveTextContent('prometheus.io/service-name: shop');
    expect(screen.queryByText('No alert fires')).not.toBeInTheDocument();
    expect(await axeViolations(container)).toEqual([]);
  });

  it('names the permission when it is denied', async () => {
    const api = incidentsApi({
      getOverview: async () => {
        throw await refusal('Forbidden');
      },
    });
    renderTab(api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see incidentsIt needs the permission opsdeck.incidents.read.',
    );
    expect(api.getOverview).toHaveBeenCalledTimes(1);
  });

  it('offers another try after a failure, and keeps what it had at the next', async () => {
    const api = incidentsApi();
    api.getOverview.mockRejectedValueOnce(new Error('the database is away'));
    api.getOverview.mockRejectedValueOnce(new Error('the database is away'));
    renderTab(api);
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: 'Try again' },
        // It has tried again by itself before.
        { timeout: 10_000 },
      ),
    );
    expect(await screen.findByRole('heading', HEADLINE)).toBeVisible();
    api.getOverview.mockImplementation(async () => {
      throw await refusal('Forbidden');
    });
    await act(() => sharedQueryClient().refetchQueries());
    expect(await screen.findByRole('alert')).toHaveTextContent('You may not');
    expect(screen.getByRole('heading', HEADLINE)).toBeVisible();
  });

  it('is not there for other kinds of entities', async () => {
    const api = incidentsApi();
    renderTab(api, { entity: { ...shop, kind: 'Group' } });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
    expect(api.getOverview).not.toHaveBeenCalled();
  });

  it('shows what comes from outside as text, and only links to the web', async () => {
    const script = ['javascript', 'alert(1)'].join(':');
    renderTab(
      answersWith({
        alerts: [
          alert({
            name: '<img src=x onerror=alert(1)>',
            summary: `**bold** [link](${script})`,
            runbookUrl: script,
          }),
        ],
      }),
    );
    const alerts = await screen.findByRole('table', { name: 'Alerts now' });
    expect(alerts).toHaveTextContent(
      `<img src=x onerror=alert(1)>**bold** [link](${script})`,
    );
    expect(alerts.querySelector('img, script, strong')).toBeNull();
    expect(within(alerts).queryByRole('link')).not.toBeInTheDocument();
  });

  it('says who silenced an alert', async () => {
    const silencedBy = [
      'silenced by olga until 2026-11-20T14:00:00.000Z: work',
    ];
    renderTab(
      answersWith({ alerts: [alert({ state: 'suppressed', silencedBy })] }),
    );
    const alerts = await screen.findByRole('table', { name: 'Alerts now' });
    expect(alerts).toHaveTextContent(`silenced${silencedBy[0]}`);
  });
});
