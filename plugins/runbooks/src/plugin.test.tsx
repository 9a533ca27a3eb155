import { Entity } from '@backstage/catalog-model';
import { identityApiRef } from '@backstage/core-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { sharedQueryClient } from '@opsdeck/backstage-plugin-operations-react';
import {
  RunbooksApi,
  importRunbook,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import runbooksPlugin, { runbooksApiRef } from '.';
import {
  axeViolations,
  refusal,
  responseError,
} from '@opsdeck/backstage-plugin-operations-react/testing';
import {
  RUN_ID,
  SHOP,
  checklist,
  overview,
  run,
  runbooksApi,
  shop,
  step,
} from './__testUtils__/fixtures';

function renderTab(api: RunbooksApi, path = '/', entity: Entity = shop) {
  return renderTestApp({
    extensions: [createTestEntityPage({ entity })],
    features: [runbooksPlugin],
    apis: [
      [runbooksApiRef, api],
      [identityApiRef, mockApis.identity()],
    ],
    initialRouteEntries: [path],
  });
}

afterEach(() => sharedQueryClient().clear());

describe('the Runbooks tab', () => {
  it('answers in one sentence, then shows checklists, runs, history and documents', async () => {
    const { container } = renderTab(runbooksApi());
    expect(
      await screen.findByRole('heading', { name: /1 checklist is due today/ }),
    ).toBeVisible();
    const table = screen.getByRole('table', { name: 'Checklists' });
    const rows = within(table).getAllByRole('row');
    expect(rows[1]).toHaveTextContent(/Weekly maintenance.*overdue/);
    expect(rows[2]).toHaveTextContent(/Daily checks.*due.*1 ticks itself/);
    expect(rows[2]).toHaveTextContent(/ana, 38 min/);
    expect(
      screen.getByText(/last: Look at the dashboard by olga/),
    ).toBeVisible();
    expect(
      await screen.findByRole('table', { name: 'Runs that have ended' }),
    ).toHaveTextContent(/Restore.*ana.*abandoned/);
    expect(screen.getByText('runbooks/daily.md:3')).toBeVisible();
    expect(screen.getByText(/last good version in use/)).toBeVisible();
    expect(await axeViolations(container)).toEqual([]);
  });

  it('starts the occurrence that is due and opens its run', async () => {
    const api = runbooksApi();
    const due = checklist();
    renderTab(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Start Daily checks' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Daily checks' }),
    ).toBeVisible();
    expect(api.startRun).toHaveBeenCalledWith(SHOP, {
      checklistId: 'daily',
      scheduledAt: expect.stringContaining(due.due!.scheduledAt.slice(0, 15)),
    });
    expect(api.getRun).toHaveBeenCalledWith(RUN_ID, expect.anything());
  });

  it('starts out of turn what is done already, and goes on with what runs', async () => {
    const done = checklist();
    const api = runbooksApi({
      getOverview: async () =>
        overview({
          running: [],
          checklists: [
            checklist({
              due: { ...done.due!, state: 'done', doneAt: done.due!.opensAt },
            }),
            checklist({ id: 'b', title: 'Weekly', runningId: RUN_ID }),
          ],
        }),
    });
    renderTab(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Start Daily checks' }),
    );
    await waitFor(() =>
      expect(api.startRun).toHaveBeenCalledWith(SHOP, { checklistId: 'daily' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'All checklists' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Go on with Weekly' }),
    );
    expect(
      await screen.findByRole('list', { name: 'Steps' }),
    ).toBeInTheDocument();
    expect(api.startRun).toHaveBeenCalledTimes(1);
  });

  it('says why a start was refused', async () => {
    renderTab(
      runbooksApi({
        startRun: async () => {
          throw await refusal('This needs the permission opsdeck.runbooks.run');
        },
      }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Start Daily checks' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'opsdeck.runbooks.run',
    );
  });

  it('opens what a checklist says by its link', async () => {
    renderTab(runbooksApi(), '/?checklist=daily');
    const drawer = await screen.findByRole('dialog', { name: 'Daily checks' });
    expect(await within(drawer).findByText('FREQ=DAILY')).toBeVisible();
    expect(
      await within(drawer).findByText(/Verify backup completion/),
    ).toHaveTextContent('ticks itself: backup.completed');
    expect(await axeViolations(drawer)).toEqual([]);
  });

  it('says what to paste when nothing is declared', async () => {
    const { container } = renderTab(
      runbooksApi({
        getOverview: async () =>
          overview({ checklists: [], running: [], documents: [] }),
      }),
    );
    expect(
      await screen.findByText('No runbooks are declared for this service'),
    ).toBeVisible();
    expect(
      screen.getByRole('region', { name: /Text to add/ }),
    ).toHaveTextContent('opsdeck.io/runbooks: "runbooks/*.md"');
    expect(await axeViolations(container)).toEqual([]);
  });

  it('shows the layout to come while it loads', async () => {
    renderTab(runbooksApi({ getOverview: () => new Promise(() => {}) }));
    expect(await screen.findByText('Loading runbooks')).toBeInTheDocument();
  });

  it('names the permission when it is denied', async () => {
    renderTab(
      runbooksApi({
        getOverview: async () => {
          throw await refusal('Forbidden');
        },
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'opsdeck.runbooks.read',
    );
  });

  it('is not there for other kinds of entities', async () => {
    const api = runbooksApi();
    renderTab(api, '/', { ...shop, kind: 'Group' });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
    expect(api.getOverview).not.toHaveBeenCalled();
  });
});

describe('a run', () => {
  const open = (api: RunbooksApi) => renderTab(api, `/?run=${RUN_ID}`);
  const tick = (name: RegExp) => screen.findByRole('checkbox', { name });

  it('shows where to go on, the steps, the evidence and the record', async () => {
    const { container } = open(runbooksApi());
    expect(await screen.findByText('1 of 3 steps')).toBeVisible();
    expect(
      screen.getByText(/last: Look at the dashboard by olga/),
    ).toBeVisible();
    expect(await tick(/Look at the dashboard/)).toBeChecked();
    expect(screen.getByText('check fails')).toBeVisible();
    expect(screen.getByText(/would lose 47 min/)).toBeVisible();
    expect(
      screen.getByText(/Destroys or interrupts: kubectl delete/),
    ).toBeVisible();
    expect(screen.getByText('all quiet')).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Finish the run' }),
    ).toBeDisabled();
    expect(await axeViolations(container)).toEqual([]);
  });

  it('is worked through with the keyboard alone', async () => {
    const api = runbooksApi();
    open(api);
    (await tick(/Verify backup/)).focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(await tick(/Clear the scratch/)).toHaveFocus();
    await userEvent.keyboard('{ArrowDown} ');
    expect(api.setStep).toHaveBeenCalledWith(RUN_ID, 'clear', {
      state: 'done',
      expectedVersion: 0,
    });
    await userEvent.keyboard('{Home}{Enter}');
    await waitFor(() =>
      expect(api.setStep).toHaveBeenLastCalledWith(RUN_ID, 'look', {
        state: 'open',
        expectedVersion: 1,
      }),
    );
  });

  it('asks for a reason to tick against a live check', async () => {
    const api = runbooksApi();
    open(api);
    await userEvent.click(await tick(/Verify backup/));
    const dialog = await screen.findByRole('dialog');
    expect(api.setStep).not.toHaveBeenCalled();
    expect(await axeViolations(dialog)).toEqual([]);
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'seen in the console',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Mark as done' }),
    );
    expect(api.setStep).toHaveBeenCalledWith(RUN_ID, 'backup', {
      state: 'done',
      reason: 'seen in the console',
      expectedVersion: 0,
    });
  });

  it('takes other outcomes with a reason, and notes', async () => {
    const api = runbooksApi();
    open(api);
    await userEvent.click(
      await screen.findByRole('button', { name: /Other outcome of Clear/ }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Mark as not applicable' }),
    );
    await userEvent.type(
      await screen.findByRole('textbox', { name: /Reason/ }),
      'no pods',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Mark as not applicable' }),
    );
    expect(api.setStep).toHaveBeenCalledWith(RUN_ID, 'clear', {
      state: 'not-applicable',
      reason: 'no pods',
      expectedVersion: 0,
    });
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: /Add a note to Clear/ }),
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: /Note on Clear/ }),
      'took long',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Save note' }));
    expect(api.setStep).toHaveBeenLastCalledWith(RUN_ID, 'clear', {
      state: 'open',
      note: 'took long',
      expectedVersion: 0,
    });
  });

  it('says that somebody was faster and shows how the step stands', async () => {
    const api = runbooksApi({
      setStep: async () => {
        throw await responseError(
          409,
          'ConflictError',
          'Somebody has changed this step meanwhile',
        );
      },
    });
    open(api);
    await userEvent.click(await tick(/Clear the scratch/));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Somebody has changed this step meanwhile',
    );
  });

  it('is finished once every step is closed', async () => {
    const closed = (id: string) =>
      step(id, { state: 'done', actor: 'user:default/olga', version: 1 });
    const api = runbooksApi({
      getRun: async () =>
        run({
          closed: 3,
          steps: [closed('look'), closed('backup'), closed('clear')],
        }),
    });
    open(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Finish the run' }),
    );
    expect(api.finishRun).toHaveBeenCalledWith(RUN_ID);
  });

  it('is abandoned with a reason', async () => {
    const api = runbooksApi();
    open(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Abandon' }),
    );
    await userEvent.type(
      await screen.findByRole('textbox', { name: /Reason/ }),
      'wrong day',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Abandon the run' }),
    );
    expect(api.abandonRun).toHaveBeenCalledWith(RUN_ID, 'wrong day');
  });

  it('cannot be changed any more once it has ended', async () => {
    const api = runbooksApi({
      getRun: async () =>
        run({
          state: 'finished',
          endedAt: new Date().toISOString(),
          endedBy: 'user:default/olga',
        }),
    });
    open(api);
    await userEvent.click(await tick(/Look at the dashboard/));
    expect(api.setStep).not.toHaveBeenCalled();
    expect(
      screen.queryByRole('button', { name: 'Finish the run' }),
    ).not.toBeInTheDocument();
  });

  it('goes from step to step by j and k from anywhere, and leaves letters in fields alone', async () => {
    open(runbooksApi());
    await tick(/Look at the dashboard/);
    await userEvent.keyboard('j');
    expect(await tick(/Verify backup/)).toHaveFocus();
    await userEvent.keyboard('j');
    expect(await tick(/Clear the scratch/)).toHaveFocus();
    await userEvent.keyboard('kk');
    expect(await tick(/Look at the dashboard/)).toHaveFocus();
    await userEvent.click(
      await screen.findByRole('button', { name: /Add a note to Clear/ }),
    );
    const note = screen.getByRole('textbox', { name: /Note on Clear/ });
    await userEvent.type(note, 'jk');
    expect(note).toHaveValue('jk');
    expect(note).toHaveFocus();
  });

  describe('with a second person, a pause point and evidence', () => {
    const { steps } = importRunbook(
      [
        '# Release',
        '',
        '- [ ] Take a backup <!-- step: backup; killer -->',
        '- [ ] Freeze the queue <!-- step: freeze; four-eyes; pause -->',
        '- [ ] Deploy <!-- step: deploy -->',
      ].join('\n'),
    ).checklists[0];
    const about = {
      stepId: 'backup',
      at: new Date().toISOString(),
      actor: 'user:default/olga',
      title: null,
    };
    const release = () =>
      run({
        definition: { ...run().definition, steps },
        assignee: 'group:default/night',
        awaiting: 1,
        pace: { ticked: 4, hurried: 3, suspicious: true },
        steps: [
          step('backup', {
            evidence: [
              { ...about, id: 'a', kind: 'link', url: 'https://example.com/1' },
              {
                ...about,
                id: 'b',
                kind: 'file',
                name: 'seen.png',
                mediaType: 'image/png',
                size: 12,
                sha256: 'c'.repeat(64),
              },
            ],
          }),
          step('freeze', {
            state: 'done',
            actor: 'user:default/olga',
            at: new Date().toISOString(),
            version: 1,
          }),
          step('deploy'),
        ],
      });

    it('shows all of it and is accessible', async () => {
      const { container } = open(
        runbooksApi({ getRun: async () => release() }),
      );
      expect(
        await screen.findByText('Pause point: settle everything above first'),
      ).toBeVisible();
      expect(screen.getByText('waits for a second person')).toBeVisible();
      expect(
        screen.getByText('3 of 4 ticks faster than reading'),
      ).toBeVisible();
      expect(screen.getByText(/with night/)).toBeVisible();
      expect(
        within(
          screen.getByRole('list', { name: 'Evidence of Take a backup' }),
        ).getAllByRole('listitem'),
      ).toHaveLength(2);
      expect(await axeViolations(container)).toEqual([]);
    });

    it('is confirmed and not confirmed as it was looked at', async () => {
      const api = runbooksApi({ getRun: async () => release() });
      open(api);
      await userEvent.click(
        await screen.findByRole('button', { name: 'Confirm Freeze the queue' }),
      );
      expect(api.confirmStep).toHaveBeenCalledWith(RUN_ID, 'freeze', {
        expectedVersion: 1,
      });
      await userEvent.click(
        screen.getByRole('button', { name: 'Do not confirm Freeze the queue' }),
      );
      await userEvent.type(
        await screen.findByRole('textbox', { name: /Reason/ }),
        'it moves',
      );
      await userEvent.click(
        screen.getByRole('button', { name: 'Open the step again' }),
      );
      expect(api.rejectStep).toHaveBeenCalledWith(RUN_ID, 'freeze', {
        reason: 'it moves',
        expectedVersion: 1,
      });
    });

    it('is not offered to whoever did it', async () => {
      const mine = release();
      const freeze = mine.steps.find(({ stepId }) => stepId === 'freeze')!;
      freeze.actor = 'user:default/test';
      open(runbooksApi({ getRun: async () => mine }));
      await screen.findByText('waits for a second person');
      // Until it is known who reads, there is no button for anybody.
      await act(async () => {
        await new Promise(resolve => setTimeout(resolve, 100));
      });
      expect(
        screen.queryByRole('button', { name: 'Confirm Freeze the queue' }),
      ).toBeNull();
    });

    it('takes a link and a file as evidence', async () => {
      const api = runbooksApi({ getRun: async () => release() });
      open(api);
      const attach = async () =>
        userEvent.click(
          await screen.findByRole('button', {
            name: 'Attach evidence to Take a backup',
          }),
        );
      await attach();
      await userEvent.type(
        screen.getByRole('textbox', { name: 'Link' }),
        'https://example.com/2',
      );
      await userEvent.click(screen.getByRole('button', { name: 'Attach' }));
      expect(api.addEvidence).toHaveBeenCalledWith(RUN_ID, 'backup', {
        kind: 'link',
        url: 'https://example.com/2',
      });
      await waitFor(() =>
        expect(
          screen.queryByRole('button', { name: 'Attach' }),
        ).not.toBeInTheDocument(),
      );
      await attach();
      await userEvent.selectOptions(
        screen.getByRole('combobox', { name: 'Kind' }),
        'file',
      );
      const file = new File(['x'], 'a.txt', { type: 'text/plain' });
      await userEvent.upload(screen.getByLabelText('File'), file);
      await userEvent.click(screen.getByRole('button', { name: 'Attach' }));
      expect(api.addFile).toHaveBeenCalledWith(
        RUN_ID,
        'backup',
        { name: 'a.txt', mediaType: 'text/plain' },
        file,
      );
    });

    it('is handed over on the basis of whose it is', async () => {
      const api = runbooksApi({ getRun: async () => release() });
      open(api);
      await userEvent.click(
        await screen.findByRole('button', { name: 'Hand over' }),
      );
      await userEvent.type(
        screen.getByRole('textbox', { name: /^To/ }),
        'group:default/day',
      );
      await userEvent.click(
        screen.getByRole('button', { name: 'Hand the run over' }),
      );
      expect(api.handOver).toHaveBeenCalledWith(RUN_ID, {
        to: 'group:default/day',
        expectedAssignee: 'group:default/night',
      });
    });
  });

  it('is corrected by a new run once it has ended', async () => {
    const correction = RUN_ID.replace(/1$/, '9');
    const ended = {
      state: 'finished',
      endedAt: new Date().toISOString(),
    } as const;
    const api = runbooksApi({
      getRun: async id =>
        id === RUN_ID
          ? run({ ...ended, endedBy: 'user:default/olga' })
          : run({ id, corrects: RUN_ID }),
      correctRun: async () => run({ id: correction, corrects: RUN_ID }),
    });
    open(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Correct this run' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'wrong database',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Correct this run' }),
    );
    expect(api.correctRun).toHaveBeenCalledWith(RUN_ID, 'wrong database');
    expect(
      await screen.findByRole('button', {
        name: 'Show the run that this one corrects',
      }),
    ).toBeVisible();
  });

  it('follows signals, and asks again by itself where there are none', async () => {
    const listeners: ((message: { runId: string }) => void)[] = [];
    const api = runbooksApi();
    renderTestApp({
      extensions: [createTestEntityPage({ entity: shop })],
      features: [runbooksPlugin],
      apis: [
        [runbooksApiRef, api],
        [
          signalApiRef,
          {
            subscribe: (_channel: string, listener: never) => {
              listeners.push(listener);
              return { unsubscribe: () => {} };
            },
          },
        ],
      ],
      initialRouteEntries: [`/?run=${RUN_ID}`],
    });
    await tick(/Look at the dashboard/);
    const asked = api.getRun.mock.calls.length;
    act(() => listeners.forEach(tell => tell({ runId: 'another' })));
    expect(api.getRun).toHaveBeenCalledTimes(asked);
    act(() => listeners.forEach(tell => tell({ runId: RUN_ID })));
    await waitFor(() => expect(api.getRun).toHaveBeenCalledTimes(asked + 1));
  });
});

describe('the proof', () => {
  it('says what was on its cadence, with the gaps by date, and exports it', async () => {
    const createObjectURL = jest.fn(() => 'blob:1');
    Object.assign(URL, { createObjectURL, revokeObjectURL: jest.fn() });
    const api = runbooksApi();
    const { container } = renderTab(api, '/?period=last-quarter');
    expect(await screen.findByText('1 of 30 missed')).toBeVisible();
    await userEvent.click(screen.getByText('2 gaps'));
    expect(screen.getByText('2026-10-03 12:00 UTC: missed')).toBeVisible();
    expect(
      screen.getByText('2026-10-09 12:00 UTC: done late, 2026-10-09 15:00 UTC'),
    ).toBeVisible();
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Control' }),
      'SOC2:A1.2',
    );
    await waitFor(() =>
      expect(api.getProof).toHaveBeenLastCalledWith(
        expect.objectContaining({ entityRef: SHOP, control: 'SOC2:A1.2' }),
        expect.anything(),
      ),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Export CSV' }),
    );
    await waitFor(() => expect(createObjectURL).toHaveBeenCalledTimes(1));
    expect(api.exportProof).toHaveBeenCalledWith(
      expect.objectContaining({ control: 'SOC2:A1.2' }),
      'csv',
    );
    expect(await axeViolations(container)).toEqual([]);
  });
});
