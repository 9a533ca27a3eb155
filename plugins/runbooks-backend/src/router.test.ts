import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  ChecklistDetails,
  Run,
  Proof,
  RunPage,
  RunbooksOverview,
} from '@opsdeck/backstage-plugin-runbooks-common';
import express from 'express';
import request from 'supertest';
import { StepConflictError } from './database/RunRecord';
import { createRouter } from './router';
import { RunbooksService } from './service/RunbooksService';

const SHOP = '/entities/component/default/shop';
const RUN_ID = '6f1c2a34-0000-4000-8000-000000000001';
const RUN = `/runs/${RUN_ID}`;
const credentials = mockCredentials.user('user:default/dana');
const asked = { entityRef: 'component:default/shop', credentials };
const askedRun = { runId: RUN_ID, credentials };
const tick = { state: 'done', expectedVersion: 0 };
const seen = { expectedVersion: 1 };
const link = { kind: 'link', url: 'https://example.com/a' };
const handOver = { to: 'group:default/b', expectedAssignee: null };

type Method = 'get' | 'post';
type Route = [
  method: Method,
  path: string,
  body: object | undefined,
  service: keyof typeof answers,
  args: unknown[],
];

const AT = '2026-11-20T12:00:00.000Z';
const definition: ChecklistDetails['definition'] = {
  title: 'Daily',
  kind: 'maintenance',
  cadence: null,
  execution: 'manual',
  mode: 'read-do',
  owner: null,
  role: null,
  at: null,
  zone: null,
  duration: null,
  headingPath: [],
  line: 1,
  steps: [],
  context: '',
  commands: [],
  alert: null,
  controls: [],
};
const place = { path: 'daily.md', line: 1, url: null };
const run: Run = {
  id: RUN_ID,
  entityRef: asked.entityRef,
  checklistId: 'abc',
  title: 'Daily',
  state: 'running',
  scheduledAt: null,
  dueAt: null,
  startedAt: AT,
  startedBy: 'user:default/dana',
  endedAt: null,
  endedBy: null,
  reason: null,
  closed: 0,
  total: 0,
  failed: 0,
  awaiting: 0,
  assignee: null,
  target: null,
  pace: null,
  corrects: null,
  correctedBy: null,
  last: null,
  place,
  definition,
  definitionHash: 'abc',
  steps: [],
  events: [],
};
const overview: RunbooksOverview = {
  entityRef: asked.entityRef,
  evaluatedAt: AT,
  headline: 'All is well',
  verdict: null,
  checklists: [],
  running: [],
  documents: [],
  sources: [],
};
const checklist: ChecklistDetails = {
  id: 'abc',
  entityRef: asked.entityRef,
  title: 'Daily',
  place,
  definition,
};
const PERIOD = {
  from: '2026-07-01T00:00:00.000Z',
  to: '2026-10-01T00:00:00.000Z',
};
const proof: Proof = {
  ...PERIOD,
  evaluatedAt: AT,
  verdict: null,
  checklists: [],
  runs: [],
  runsLeftOff: 0,
  controls: [],
};
const page: RunPage = { items: [], nextCursor: null };
const answers = {
  getOverview: overview,
  getChecklist: checklist,
  listOccurrences: { items: [], completeUntil: AT },
  getProof: proof,
  listRuns: page,
  startRun: run,
  getRun: run,
  setStep: run,
  finishRun: run,
  abandonRun: run,
  addEvidence: run,
  confirmStep: run,
  rejectStep: run,
  handOver: run,
  correctRun: run,
};

const routes: Route[] = [
  ['get', SHOP, undefined, 'getOverview', [asked]],
  ['get', `${SHOP}/checklists/abc`, undefined, 'getChecklist', [asked, 'abc']],
  [
    'get',
    `${SHOP}/occurrences?from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z`,
    undefined,
    'listOccurrences',
    [
      asked,
      {
        from: '2026-11-01T00:00:00Z',
        to: '2026-12-01T00:00:00Z',
        limit: 500,
      },
    ],
  ],
  ['get', `${SHOP}/runs?limit=3`, undefined, 'listRuns', [asked, { limit: 3 }]],
  [
    'post',
    `${SHOP}/runs`,
    { checklistId: 'abc' },
    'startRun',
    [asked, { checklistId: 'abc' }],
  ],
  [
    'get',
    `/proof?${new URLSearchParams(PERIOD)}&control=SOC2:A1.2`,
    undefined,
    'getProof',
    [{ query: { ...PERIOD, control: 'SOC2:A1.2' }, credentials }],
  ],
  ['get', RUN, undefined, 'getRun', [askedRun]],
  ['post', `${RUN}/steps/s%2F1`, tick, 'setStep', [askedRun, 's/1', tick]],
  [
    'post',
    `${RUN}/steps/s/evidence`,
    link,
    'addEvidence',
    [askedRun, 's', link],
  ],
  [
    'post',
    `${RUN}/steps/s/confirm`,
    seen,
    'confirmStep',
    [askedRun, 's', seen],
  ],
  [
    'post',
    `${RUN}/steps/s/reject`,
    { ...seen, reason: 'no' },
    'rejectStep',
    [askedRun, 's', { ...seen, reason: 'no' }],
  ],
  ['post', `${RUN}/hand-over`, handOver, 'handOver', [askedRun, handOver]],
  [
    'post',
    `${RUN}/corrections`,
    { reason: 'wrong' },
    'correctRun',
    [askedRun, 'wrong'],
  ],
  ['post', `${RUN}/finish`, {}, 'finishRun', [askedRun]],
  [
    'post',
    `${RUN}/abandon`,
    { reason: ' why ' },
    'abandonRun',
    [askedRun, 'why'],
  ],
];
const writes = routes.filter(([method]) => method === 'post');

describe('the Runbooks API', () => {
  const service: jest.Mocked<RunbooksService> = {
    getOverview: jest.fn(),
    getChecklist: jest.fn(),
    listOccurrences: jest.fn(),
    listRuns: jest.fn(),
    startRun: jest.fn(),
    getRun: jest.fn(),
    setStep: jest.fn(),
    finishRun: jest.fn(),
    abandonRun: jest.fn(),
    exportRun: jest.fn(),
    getProof: jest.fn(),
    exportProof: jest.fn(),
    addEvidence: jest.fn(),
    addFile: jest.fn(),
    getFile: jest.fn(),
    confirmStep: jest.fn(),
    rejectStep: jest.fn(),
    handOver: jest.fn(),
    correctRun: jest.fn(),
  };
  const auditor = mockServices.auditor.mock();
  const success = jest.fn();
  const fail = jest.fn();
  const app = express();
  app.use(
    createRouter({
      service,
      httpAuth: mockServices.httpAuth(),
      auditor,
      maxFileBytes: 10,
    }),
  );
  app.use(mockErrorHandler());

  const send = (
    method: Method,
    path: string,
    body: object | undefined,
    authorization = mockCredentials.user.header('user:default/dana'),
  ) =>
    request(app)[method](path).set('authorization', authorization).send(body);

  beforeEach(() => {
    jest.resetAllMocks();
    auditor.createEvent.mockResolvedValue({ success, fail });
    for (const name of Object.keys(answers) as (keyof typeof answers)[]) {
      service[name].mockResolvedValue(answers[name] as never);
    }
  });

  it.each(routes)('passes %s %s on', async (method, path, body, name, args) => {
    const response = await send(method, path, body);
    const makes = ['startRun', 'addEvidence', 'correctRun'];
    expect(response.status).toBe(makes.includes(name) ? 201 : 200);
    expect(response.body).toEqual(answers[name]);
    expect(service[name]).toHaveBeenCalledWith(...args);
  });

  it.each(routes)(
    'refuses %s %s without credentials',
    async (method, path, body, name) => {
      const response = await send(
        method,
        path,
        body,
        mockCredentials.none.header(),
      );
      expect(response.status).toBe(401);
      expect(service[name]).not.toHaveBeenCalled();
    },
  );

  it.each(routes)(
    'passes a refusal of %s %s on',
    async (method, path, body, name) => {
      service[name].mockRejectedValue(new NotAllowedError('no'));
      expect((await send(method, path, body)).status).toBe(403);
      service[name].mockRejectedValue(new NotFoundError('no'));
      expect((await send(method, path, body)).status).toBe(404);
    },
  );

  it.each(writes)(
    'takes %s %s from people only',
    async (method, path, body, name) => {
      const response = await send(
        method,
        path,
        body,
        mockCredentials.service.header(),
      );
      expect(response.status).toBe(403);
      expect(service[name]).not.toHaveBeenCalled();
    },
  );

  it.each(writes)(
    'audits %s %s, whatever comes of it',
    async (method, path, body, name) => {
      await send(method, path, body);
      expect(auditor.createEvent).toHaveBeenCalledTimes(1);
      expect(success).toHaveBeenCalledTimes(1);
      service[name].mockRejectedValue(new NotAllowedError('no'));
      await send(method, path, body);
      expect(fail).toHaveBeenCalledTimes(1);
    },
  );

  it('sends the evidence of a run as a file, line by line', async () => {
    async function* lines() {
      yield 'header\n';
      yield 'record\n';
    }
    service.exportRun.mockResolvedValue(lines());
    const response = await send('get', `${RUN}/evidence`, undefined)
      .buffer(true)
      .parse((message, done) => {
        let text = '';
        message.on('data', data => {
          text += data;
        });
        message.on('end', () => done(null, text));
      });
    expect(response.body).toBe('header\nrecord\n');
    expect(response.headers).toMatchObject({
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="run-${RUN_ID}.evidence.jsonl"`,
      'cache-control': 'no-store',
    });
    expect(service.exportRun).toHaveBeenCalledWith(askedRun);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'run-export',
        meta: { runId: RUN_ID },
      }),
    );
    expect(success).toHaveBeenCalledTimes(1);
  });

  it.each([
    [new NotAllowedError('no'), 403],
    [new NotFoundError('no'), 404],
  ])('passes a refusal of the evidence on: %s', async (error, status) => {
    service.exportRun.mockRejectedValue(error);
    const response = await send('get', `${RUN}/evidence`, undefined);
    expect(response.status).toBe(status);
    expect(fail).toHaveBeenCalledTimes(1);
  });

  it('refuses the evidence without credentials, and for no run', async () => {
    const nobody = mockCredentials.none.header();
    expect(
      (await send('get', `${RUN}/evidence`, undefined, nobody)).status,
    ).toBe(401);
    expect((await send('get', '/runs/1/evidence', undefined)).status).toBe(400);
    expect(service.exportRun).not.toHaveBeenCalled();
  });

  it('cuts the connection when the evidence fails on the way', async () => {
    async function* lines() {
      yield 'header\n';
      throw new Error('removed meanwhile');
    }
    service.exportRun.mockResolvedValue(lines());
    await expect(send('get', `${RUN}/evidence`, undefined)).rejects.toThrow(
      'aborted',
    );
    expect(fail).toHaveBeenCalledTimes(1);
    expect(success).not.toHaveBeenCalled();
  });

  it('answers a conflicting tick with how the step stands', async () => {
    const current = {
      stepId: 's',
      state: 'done' as const,
      reason: null,
      note: null,
      actor: 'user:default/olga',
      at: '2026-11-20T12:00:00.000Z',
      method: 'manual' as const,
      check: null,
      confirmedBy: null,
      confirmedAt: null,
      evidence: [],
      version: 1,
    };
    service.setStep.mockRejectedValue(new StepConflictError(current));
    const response = await send('post', `${RUN}/steps/s`, tick);
    expect(response.status).toBe(409);
    expect(response.body).toMatchObject({
      error: { name: 'ConflictError' },
      current,
    });
  });

  it.each<[string, Method, string, object | undefined]>([
    [
      'a name that is too long',
      'get',
      `/entities/a/b/${'x'.repeat(64)}`,
      undefined,
    ],
    ['a limit beyond the largest', 'get', `${SHOP}/runs?limit=101`, undefined],
    ['no checklist', 'post', `${SHOP}/runs`, {}],
    [
      'what nobody asked for',
      'post',
      `${SHOP}/runs`,
      { checklistId: 'a', actor: 'b' },
    ],
    [
      'a time that is none',
      'post',
      `${SHOP}/runs`,
      { checklistId: 'a', scheduledAt: 'noon' },
    ],
    ['a run id that is none', 'get', '/runs/1%20or%201=1', undefined],
    [
      'a state that is none',
      'post',
      `${RUN}/steps/s`,
      { ...tick, state: 'ticked' },
    ],
    ['no version', 'post', `${RUN}/steps/s`, { state: 'done' }],
    ['no reason', 'post', `${RUN}/abandon`, {}],
    ['an empty reason', 'post', `${RUN}/abandon`, { reason: ' ' }],
    [
      'an address that a browser runs',
      'post',
      `${RUN}/steps/s/evidence`,
      { kind: 'link', url: 'data:text/html,hello' },
    ],
    [
      'evidence of no kind',
      'post',
      `${RUN}/steps/s/evidence`,
      { kind: 'file', name: 'a' },
    ],
    [
      'JSON that is too long',
      'post',
      `${RUN}/steps/s/evidence`,
      { kind: 'json', json: 'x'.repeat(32_000) },
    ],
    ['a confirmation of nothing seen', 'post', `${RUN}/steps/s/confirm`, {}],
    [
      'a rejection without a reason',
      'post',
      `${RUN}/steps/s/reject`,
      { expectedVersion: 1 },
    ],
    [
      'a hand-over to nobody',
      'post',
      `${RUN}/hand-over`,
      { to: 'somebody', expectedAssignee: null },
    ],
    ['no period', 'get', '/proof', undefined],
    [
      'a period that ends before it begins',
      'get',
      `/proof?from=${PERIOD.to}&to=${PERIOD.from}`,
      undefined,
    ],
    [
      'an export of two years',
      'get',
      `/proof/evidence?from=2024-01-01T00:00:00Z&to=${PERIOD.to}`,
      undefined,
    ],
    [
      'a format that is none',
      'get',
      `/proof/evidence?${new URLSearchParams(PERIOD)}&format=xml`,
      undefined,
    ],
    ['a file without a name', 'post', `${RUN}/steps/s/files`, undefined],
    ['a file id that is none', 'get', `${RUN}/files/1`, undefined],
  ])('refuses %s with 400', async (_what, method, path, body) => {
    const response = await send(method, path, body);
    expect(response.status).toBe(400);
    for (const each of Object.values(service)) {
      expect(each).not.toHaveBeenCalled();
    }
  });
});
