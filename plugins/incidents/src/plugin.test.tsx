import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axeViolations } from './__testUtils__/axe';
import {
  ID,
  ago,
  alert,
  detail,
  freshness,
  incident,
  incidentsApi,
  overview,
  shop,
} from './__testUtils__/fixtures';
import { refusal } from './__testUtils__/refusal';
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
      'You may not see the incidentsIt needs the permission opsdeck.incidents.read.',
    );
    expect(api.getOverview).toHaveBeenCalledTimes(1);
  });

  it('offers another try after a failure, and keeps what it had at the next', async () => {
    const api = incidentsApi();
    api.getOverview.mockRejectedValueOnce(new Error('the database is away'));
    api.getOverview.mockRejectedValueOnce(new Error('the database is away'));
    renderTab(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try again' }),
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
    renderTab(
      answersWith({
        alerts: [
          alert({
            name: '<img src=x onerror=alert(1)>',
            summary: '**bold** [link](javascript:alert(1))',
            runbookUrl: 'javascript:alert(1)',
          }),
        ],
      }),
    );
    const alerts = await screen.findByRole('table', { name: 'Alerts now' });
    expect(alerts).toHaveTextContent(
      '<img src=x onerror=alert(1)>**bold** [link](javascript:alert(1))',
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

describe('an incident', () => {
  const open = async (api = incidentsApi()) => {
    renderTab(api, { path: `/?incident=${ID}` });
    return screen.findByRole('dialog', {
      name: 'INC-2026-015 P1 “Checkout fails”',
    });
  };

  it('opens by its link with clocks, the most likely change and the timeline', async () => {
    const api = incidentsApi();
    const drawer = await open(api);
    expect(api.getIncident).toHaveBeenCalledWith(ID, expect.anything());
    const suspects = within(drawer).getByRole('list', {
      name: 'Most likely changes',
    });
    expect(
      within(suspects)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      '1.43.0 to Production: succeeded3 min before it began: the most likely one',
      '1.44.0-rc.1 to Staging: succeeded1 h 28 min before it began',
    ]);
    const timeline = within(drawer).getByRole('region', {
      name: 'Timeline of INC-2026-015',
    });
    const [note, fired, deployed] = within(timeline).getAllByRole('listitem');
    expect(note).toHaveTextContent(
      '<script>alert(1)</script> **looking** incidentby olga.operator',
    );
    expect(fired).toHaveTextContent('Alert HighErrorRate fires');
    expect(within(deployed).getByRole('link')).toHaveAttribute(
      'href',
      '/deployments',
    );
    expect(await axeViolations(drawer)).toEqual([]);

    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('says what the timeline lacks instead of claiming that nothing changed', async () => {
    const gap = 'Deployments are not shown: you lack the permission';
    const drawer = await open(
      incidentsApi({
        getIncident: async () => detail({ suspectedChanges: [], gaps: [gap] }),
      }),
    );
    expect(within(drawer).getByText(`${gap}.`)).toBeVisible();
    expect(drawer).not.toHaveTextContent('Nothing is known to have changed');
  });

  it('says when nothing is known to have changed', async () => {
    const drawer = await open(
      incidentsApi({
        getIncident: async () => detail({ suspectedChanges: [] }),
      }),
    );
    expect(drawer).toHaveTextContent('Nothing is known to have changed');
  });

  it('says that all its alerts have ended', async () => {
    const drawer = await open(
      incidentsApi({
        getIncident: async () => detail({ alertsEndedAt: ago(5) }),
      }),
    );
    expect(drawer).toHaveTextContent(
      'All its alerts have ended 5 min ago. Resolve it if it is over.',
    );
  });

  it('opens from the list', async () => {
    renderTab(incidentsApi());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Timeline of INC-2026-015' }),
    );
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'Checkout fails',
    );
  });

  it('says when it is not there, or not to be seen', async () => {
    renderTab(
      incidentsApi({
        getIncident: async () => {
          throw await refusal(`No incident ${ID}`, 404, 'NotFoundError');
        },
      }),
      { path: `/?incident=${ID}` },
    );
    const drawer = await screen.findByRole('dialog', { name: 'Incident' });
    expect(await within(drawer).findByRole('alert')).toHaveTextContent(
      'Not found: the incident',
    );
  });

  it('takes a note', async () => {
    const api = incidentsApi();
    const drawer = await open(api);
    const field = within(drawer).getByLabelText('Note for the timeline');
    const add = within(drawer).getByRole('button', { name: 'Add note' });
    expect(add).toBeDisabled();
    await userEvent.type(field, '  Restarted the pods ');
    await userEvent.click(add);
    await waitFor(() =>
      expect(api.addNote).toHaveBeenCalledWith(ID, {
        text: 'Restarted the pods',
      }),
    );
    await waitFor(() => expect(field).toHaveValue(''));
    expect(api.getIncident.mock.calls.length).toBeGreaterThan(1);
  });

  it('keeps a note that was refused', async () => {
    const api = incidentsApi({
      addNote: async () => {
        throw await refusal('no');
      },
    });
    const drawer = await open(api);
    const field = within(drawer).getByLabelText('Note for the timeline');
    await userEvent.type(field, 'Lost?');
    await userEvent.click(
      within(drawer).getByRole('button', { name: 'Add note' }),
    );
    expect(await within(drawer).findByRole('alert')).toHaveTextContent(
      'opsdeck.incidents.write',
    );
    expect(field).toHaveValue('Lost?');
  });
});

describe('the buttons of an incident', () => {
  const buttons = async () => {
    const active = await screen.findByRole('article');
    return within(active)
      .getAllByRole('button')
      .map(button => button.textContent);
  };

  it.each([
    ['detected', ['Acknowledge', 'Mark as mitigated', 'Resolve', 'Decline']],
    ['acknowledged', ['Mark as mitigated', 'Resolve', 'Decline']],
    ['mitigated', ['Resolve']],
    ['reopened', ['Mark as mitigated', 'Resolve']],
  ] as const)('of one that is %s name their effect', async (state, labels) => {
    renderTab(answersWith({ active: [incident({ state })] }));
    await waitFor(async () =>
      expect(await buttons()).toEqual([
        ...labels.map(label => `${label} INC-2026-015`),
        'Timeline of INC-2026-015',
      ]),
    );
  });

  it('ask before they write, and send the version that was seen', async () => {
    const api = answersWith({ active: [incident({ version: 7 })] });
    const { container } = renderTab(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Acknowledge INC-2026-015' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Acknowledge INC-2026-015?',
    });
    expect(dialog).toHaveTextContent('you become its commander');
    expect(api.changeState).not.toHaveBeenCalled();
    expect(await axeViolations(dialog)).toEqual([]);
    // Somebody else changes it while the dialog is open.
    api.getOverview.mockResolvedValue(
      overview({ active: [incident({ version: 8 })] }),
    );
    await act(() => sharedQueryClient().refetchQueries());
    await userEvent.type(within(dialog).getByRole('textbox'), 'on it');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Acknowledge INC-2026-015' }),
    );
    await waitFor(() =>
      expect(api.changeState).toHaveBeenCalledWith(ID, {
        state: 'acknowledged',
        expectedVersion: 7,
        note: 'on it',
      }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(container).toBeInTheDocument();
  });

  it('explain a conflict in place', async () => {
    const said =
      'INC-2026-015 has changed since you looked: it is resolved, P1 (version 3)';
    renderTab(
      incidentsApi({
        changeState: async () => {
          throw await refusal(said, 409, 'ConflictError');
        },
      }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Resolve INC-2026-015' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Resolve INC-2026-015' }),
    );
    const problem = await within(dialog).findByRole('alert');
    expect(problem).toHaveTextContent('Could not resolve INC-2026-015');
    expect(within(problem).getByText(said)).toBeVisible();
  });

  it('are not there for who may not, with a word on who may', async () => {
    renderTab(incidentsApi(), { mayWrite: false });
    expect(
      await screen.findByText(/needs the permission opsdeck.incidents.write/),
    ).toBeVisible();
    expect(await buttons()).toEqual(['Timeline of INC-2026-015']);
    expect(
      screen.queryByRole('button', { name: 'Declare an incident' }),
    ).not.toBeInTheDocument();
  });

  it('reopen what was resolved', async () => {
    const api = incidentsApi({
      getIncident: async () =>
        detail({ state: 'resolved', resolvedAt: ago(1) }),
    });
    renderTab(api, { path: `/?incident=${ID}` });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Reopen INC-2026-015' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Reopen INC-2026-015?',
    });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Reopen INC-2026-015' }),
    );
    await waitFor(() =>
      expect(api.changeState).toHaveBeenCalledWith(ID, {
        state: 'reopened',
        expectedVersion: 1,
      }),
    );
  });
});

describe('declaring an incident', () => {
  const openDialog = async (api = incidentsApi()) => {
    renderTab(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Declare an incident' }),
    );
    return screen.findByRole('dialog', {
      name: 'Declare an incident of Shop?',
    });
  };

  it('takes a title, a severity and a note', async () => {
    const api = incidentsApi();
    const dialog = await openDialog(api);
    await userEvent.selectOptions(
      within(dialog).getByLabelText('Severity'),
      'P1',
    );
    await userEvent.type(
      within(dialog).getByLabelText('What is broken'),
      ' Payments fail ',
    );
    await userEvent.type(
      within(dialog).getByLabelText(/Reason/),
      'three customers called',
    );
    expect(await axeViolations(dialog)).toEqual([]);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Declare a P1 incident' }),
    );
    await waitFor(() =>
      expect(api.declare).toHaveBeenCalledWith('component:default/shop', {
        title: 'Payments fail',
        severity: 'P1',
        note: 'three customers called',
      }),
    );
  });

  it('needs no title in a hurry', async () => {
    const api = incidentsApi();
    const dialog = await openDialog(api);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Declare a P2 incident' }),
    );
    await waitFor(() =>
      expect(api.declare).toHaveBeenCalledWith('component:default/shop', {
        title: 'Incident of Shop',
        severity: 'P2',
      }),
    );
  });
});
