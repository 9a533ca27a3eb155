import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import {
  Check,
  CheckRegistry,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  CheckResult,
  RunStep,
  importRunbook,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { z } from 'zod/v4';
import { NOW, SHOP } from '../__testUtils__/runbooks';
import { RunStore, RunToCheck } from '../database/RunStore';
import { CheckRunner } from './CheckRunner';

const credentials = mockCredentials.user('user:default/dana');

const pass: CheckResult = {
  outcome: 'pass',
  reason: 'all is well',
  observed: {},
  threshold: null,
  source: 'test',
  observedAt: NOW.toISOString(),
  validForMs: 60_000,
};

function setUp(
  evaluate: Check['evaluate'],
  state: Partial<RunStep> = {},
  checkName = 'fake.check',
  more: { parameters?: Check['parameters']; directives?: string } = {},
) {
  const checks = new CheckRegistry();
  checks.addCheck({
    id: 'fake.check',
    title: 'Fake',
    evaluate,
    parameters: more.parameters,
  });
  const step: RunStep = {
    stepId: 's',
    state: 'open',
    reason: null,
    note: null,
    actor: null,
    at: null,
    method: 'manual',
    check: null,
    confirmedBy: null,
    confirmedAt: null,
    evidence: [],
    version: 0,
    ...state,
  };
  const kept: [CheckResult, string][] = [];
  const writer = {
    step: async () => step,
    setCheck: async (
      _step: RunStep,
      { result }: { result: CheckResult },
      effect: string,
    ) => {
      kept.push([result, effect]);
    },
  };
  const change = jest.fn(async (_id: string, apply: Function) => apply(writer));
  const runs: Pick<RunStore, 'change'> = {
    change: change as unknown as RunStore['change'],
  };
  const [definition] = importRunbook(
    `# Checklist\n\n- [ ] Verify <!-- step: s --> <!-- check: ${checkName} a=b -->${
      more.directives ?? ''
    }\n- [ ] Plain\n`,
  ).checklists;
  const run: RunToCheck = {
    id: 'r',
    entityRef: SHOP,
    startedAt: NOW.toISOString(),
    opensAt: null,
    definition,
    steps: [step],
  };
  const runner = new CheckRunner({
    checks,
    runs: runs as RunStore,
    logger: mockServices.logger.mock(),
    clock: () => NOW,
  });
  return { kept, change, check: () => runner.checkRun(run, credentials) };
}

describe('CheckRunner', () => {
  it('asks on behalf of the caller and ticks on a fresh pass', async () => {
    const evaluate = jest.fn(async () => pass);
    const { check, kept } = setUp(evaluate);
    await check();
    expect(kept).toEqual([[pass, 'tick']]);
    expect(evaluate).toHaveBeenCalledTimes(1);
    expect(evaluate).toHaveBeenCalledWith({
      entityRef: SHOP,
      parameters: { a: 'b' },
      run: { startedAt: NOW.toISOString(), opensAt: null, kind: 'other' },
      credentials,
      now: NOW,
      signal: expect.any(AbortSignal),
    });
  });

  it.each<[string, Check['evaluate'], RegExp]>([
    [
      'throws',
      async () => {
        throw new Error('password=hunter2 refused');
      },
      /could not be made: (?!.*hunter2)/,
    ],
    [
      'answers nonsense',
      async () => ({ outcome: 'green' } as unknown as CheckResult),
      /could not be made/,
    ],
    [
      'answers with a number that cannot be kept',
      async () => ({ ...pass, observed: { bytes: 2 ** 60 } }),
      /could not be made: \$\.observed\.bytes is an integer beyond/,
    ],
    [
      'answers with more than can be kept',
      async () => ({ ...pass, observed: 'x'.repeat(200_000) }),
      /could not be made: its answer is 200\d+ bytes long/,
    ],
    [
      'fails with a long story',
      async () => {
        throw new Error('😀'.repeat(100_000));
      },
      /^.{1,1100}$/u,
    ],
  ])('takes a check that %s as unknown', async (_what, evaluate, reason) => {
    const { check, kept } = setUp(evaluate);
    await check();
    expect(kept).toEqual([
      [
        expect.objectContaining({ outcome: 'unknown', observedAt: null }),
        'none',
      ],
    ]);
    expect(kept[0][0].reason).toMatch(reason);
  });

  it('takes a check that does not answer in time as unknown', async () => {
    const timeout = jest
      .spyOn(AbortSignal, 'timeout')
      .mockImplementation(() => {
        const controller = new AbortController();
        setTimeout(() => controller.abort(new Error('timed out')), 5);
        return controller.signal;
      });
    const { check, kept } = setUp(() => new Promise(() => {}));
    await check();
    timeout.mockRestore();
    expect(kept[0][0]).toMatchObject({
      outcome: 'unknown',
      reason: expect.stringContaining('timed out'),
    });
  });

  it('says which checks there are when the runbook names another', async () => {
    const { check, kept } = setUp(async () => pass, {}, 'no.such');
    await check();
    expect(kept[0][0]).toMatchObject({
      outcome: 'unknown',
      reason: 'There is no live check "no.such"; known are fake.check.',
    });
  });

  it('does not ask a check with parameters that it does not take', async () => {
    const evaluate = jest.fn(async () => pass);
    const { check, kept } = setUp(evaluate, {}, 'fake.check', {
      parameters: z.strictObject({ a: z.literal('c', 'must be c') }),
    });
    await check();
    expect(evaluate).not.toHaveBeenCalled();
    expect(kept).toEqual([
      [
        expect.objectContaining({
          outcome: 'unknown',
          source: 'Fake',
          reason:
            'A parameter of the check "fake.check" cannot be used: "a" must be c.',
        }),
        'none',
      ],
    ]);
  });

  const ago = (ms: number) => new Date(NOW.getTime() - ms).toISOString();
  it.each<[string, Partial<CheckResult>, Partial<RunStep>, string, string?]>([
    ['a stale pass does not tick', { observedAt: ago(60_000) }, {}, 'none'],
    ['a pass of nothing seen does not tick', { observedAt: null }, {}, 'none'],
    [
      'a pass of the future does not tick',
      { observedAt: ago(-600_000) },
      {},
      'none',
    ],
    ['unknown does not tick', { outcome: 'unknown' }, {}, 'none'],
    [
      'a person who has opened it again is not overruled',
      {},
      { actor: 'user:default/dana' },
      'none',
    ],
    ['two persons are not replaced', {}, {}, 'none', ' <!-- four-eyes -->'],
    [
      'a later fail opens what it had ticked',
      { outcome: 'fail' },
      { state: 'done', method: 'automatic' },
      'reopen',
    ],
    [
      'a later fail opens what a person had ticked',
      { outcome: 'fail' },
      { state: 'done', actor: 'user:default/dana' },
      'reopen',
    ],
    [
      'a later fail leaves what a person gave a reason for',
      { outcome: 'fail' },
      { state: 'done', actor: 'user:default/dana', reason: 'seen' },
      'none',
    ],
    [
      'a later unknown opens nothing',
      { outcome: 'unknown' },
      { state: 'done', method: 'automatic' },
      'none',
    ],
  ])(
    '%s, and what it saw is kept',
    async (_what, found, state, effect, ...rest) => {
      const [directives] = rest;
      const answer = { ...pass, ...found, observed: { seen: [1] } };
      const { check, kept } = setUp(async () => answer, state, 'fake.check', {
        directives,
      });
      await check();
      expect(kept).toEqual([[answer, effect]]);
    },
  );

  it.each(['failed', 'not-applicable', 'skipped', 'deferred'] as const)(
    'leaves a step alone that is %s',
    async state => {
      const evaluate = jest.fn(async () => pass);
      const { check, change } = setUp(evaluate, { state });
      await check();
      expect(evaluate).not.toHaveBeenCalled();
      expect(change).not.toHaveBeenCalled();
    },
  );

  it('minds not that the run ends meanwhile, but any other failure', async () => {
    const { check, change } = setUp(async () => pass);
    change.mockRejectedValueOnce(new ConflictError('ended'));
    await check();
    change.mockRejectedValueOnce(new Error('database away'));
    await expect(check()).rejects.toThrow('database away');
  });
});
