import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { registerActions } from './registerActions';

const RUN_ID = '6f1c2a34-0000-4000-8000-000000000001';
const AT = '2026-11-20T12:00:00.000Z';
const credentials = mockCredentials.user('user:default/dana');
const due = {
  state: 'overdue',
  scheduledAt: AT,
  opensAt: AT,
  dueAt: AT,
  missedAt: AT,
  doneAt: null,
};
const checklist = {
  id: 'abc',
  title: 'Daily',
  kind: 'maintenance',
  verdict: 'breached',
  due,
  next: null,
  runningId: null,
};
const step = {
  id: 'look',
  text: 'Look at the dashboard',
  commands: [{ text: 'kubectl get pods' }],
  children: [],
  check: { name: 'backup.completed' },
  killer: true,
  fourEyes: false,
};
const run = {
  id: RUN_ID,
  entityRef: 'component:default/shop',
  title: 'Daily',
  state: 'running',
  startedAt: AT,
  startedBy: 'user:default/dana',
  closed: 1,
  total: 1,
  definition: { steps: [step] },
  steps: [
    {
      stepId: 'look',
      state: 'done',
      reason: null,
      note: null,
      actor: 'user:default/dana',
      at: AT,
      version: 1,
    },
  ],
};

describe('registerActions', () => {
  const service = {
    getOverview: jest.fn(async () => ({
      headline: '1 checklist is overdue',
      evaluatedAt: AT,
      checklists: [
        checklist,
        { ...checklist, id: 'def', due: { ...due, state: 'done' } },
      ],
    })),
    getChecklist: jest.fn(async () => ({
      id: 'abc',
      title: 'Daily',
      place: { path: 'daily.md', line: 3, url: null },
      definition: { kind: 'maintenance', cadence: null, steps: [step] },
    })),
    getRun: jest.fn(async () => run),
    startRun: jest.fn(async () => run),
    setStep: jest.fn(async () => run),
  };
  const event = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock();

  const registryOf = (write: boolean) => {
    const registry = actionsRegistryServiceMock();
    registerActions({ registry, service: service as any, auditor }, write);
    return registry;
  };
  const invoke = (name: string, input: any) =>
    registryOf(true).invoke({ id: `test:${name}`, input, credentials });

  beforeEach(() => {
    jest.clearAllMocks();
    auditor.createEvent.mockResolvedValue(event);
  });

  it('offers only what reads unless it is told to write', async () => {
    const names = async (write: boolean) =>
      (await registryOf(write).list()).actions.map(({ name, attributes }) => [
        name,
        attributes.readOnly,
      ]);
    const reads = [
      ['list-due-checklists', true],
      ['show-checklist', true],
      ['show-checklist-run', true],
    ];
    expect(await names(false)).toEqual(reads);
    expect(await names(true)).toEqual([
      ...reads,
      ['start-checklist-run', false],
      ['set-checklist-step', false],
    ]);
  });

  it('advertises the properties of every input and output', async () => {
    const { actions } = await registryOf(true).list();
    const properties = actions.map(({ name, schema }) => [
      name,
      Object.keys(schema.input.properties ?? {}),
      Object.keys(schema.output.properties ?? {}).length > 0,
    ]);
    expect(properties).toEqual([
      ['list-due-checklists', ['entityRef', 'onlyOpen'], true],
      ['show-checklist', ['entityRef', 'checklistId'], true],
      ['show-checklist-run', ['runId'], true],
      [
        'start-checklist-run',
        ['entityRef', 'checklistId', 'scheduledAt'],
        true,
      ],
      [
        'set-checklist-step',
        ['runId', 'stepId', 'state', 'reason', 'note', 'expectedVersion'],
        true,
      ],
    ]);
  });

  it('lists what is open, in the name of the caller', async () => {
    const { output } = await invoke('list-due-checklists', {
      entityRef: 'Component:shop',
    });
    expect(output).toEqual({
      headline: '1 checklist is overdue',
      evaluatedAt: AT,
      checklists: [expect.objectContaining({ checklistId: 'abc' })],
    });
    expect(service.getOverview).toHaveBeenCalledWith({
      entityRef: 'component:default/shop',
      credentials,
    });
    const all = await invoke('list-due-checklists', {
      entityRef: 'component:shop',
      onlyOpen: false,
    });
    expect(all.output).toMatchObject({ checklists: { length: 2 } });
  });

  it('shows a checklist and a run', async () => {
    const shown = await invoke('show-checklist', {
      entityRef: 'component:shop',
      checklistId: 'abc',
    });
    expect(shown.output).toMatchObject({
      line: 3,
      steps: [
        {
          stepId: 'look',
          commands: ['kubectl get pods'],
          check: 'backup.completed',
          cannotBeSkipped: true,
        },
      ],
    });
    const { output } = await invoke('show-checklist-run', { runId: RUN_ID });
    expect(output).toMatchObject({
      runId: RUN_ID,
      steps: [{ text: 'Look at the dashboard', state: 'done', version: 1 }],
    });
  });

  it('starts a run and sets a step, audited with who asked', async () => {
    await invoke('start-checklist-run', {
      entityRef: 'component:shop',
      checklistId: 'abc',
      scheduledAt: AT,
    });
    expect(service.startRun).toHaveBeenCalledWith(
      { entityRef: 'component:default/shop', credentials },
      { checklistId: 'abc', scheduledAt: AT },
    );
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'run-start',
        meta: expect.objectContaining({ actor: 'user:default/dana' }),
      }),
    );
    await invoke('set-checklist-step', {
      runId: RUN_ID,
      stepId: 'look',
      state: 'done',
      expectedVersion: 0,
    });
    expect(service.setStep).toHaveBeenCalledWith(
      { runId: RUN_ID, credentials },
      'look',
      { state: 'done', expectedVersion: 0 },
    );
    expect(event.success).toHaveBeenCalledTimes(2);
  });

  it('closes the audit event of a refused write with the error', async () => {
    service.setStep.mockRejectedValueOnce(new Error('somebody was faster'));
    await expect(
      invoke('set-checklist-step', {
        runId: RUN_ID,
        stepId: 'look',
        state: 'done',
        expectedVersion: 0,
      }),
    ).rejects.toThrow('somebody was faster');
    expect(event.fail).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['list-due-checklists', { entityRef: 'shop' }, 'is no entity ref'],
    ['list-due-checklists', { entityRef: 'sh\0op' }, 'NUL'],
    ['show-checklist-run', { runId: 'nope' }, 'runId'],
    [
      'start-checklist-run',
      { entityRef: 'component:shop', checklistId: 'abc', scheduledAt: 'soon' },
      'scheduledAt',
    ],
  ])('refuses bad input of %s: %j', async (name, input, message) => {
    await expect(invoke(name, input)).rejects.toThrow(message);
    expect(auditor.createEvent).not.toHaveBeenCalled();
  });
});
