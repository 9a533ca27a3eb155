import { CheckResult, RunStep } from '../api';
import { importRunbook } from '../import';
import { checkStepChange, flattenSteps } from './steps';

const NOW = new Date('2026-11-20T12:00:00.000Z');

const result = (outcome: CheckResult['outcome'], ageMs = 0): CheckResult => ({
  outcome,
  reason: 'because',
  observed: null,
  threshold: null,
  source: 'test',
  observedAt: new Date(NOW.getTime() - ageMs).toISOString(),
  validForMs: 60_000,
});

const step = (more: Partial<RunStep> = {}): RunStep => ({
  stepId: 's',
  state: 'open',
  reason: null,
  note: null,
  actor: null,
  at: null,
  method: 'manual',
  check: null,
  version: 0,
  ...more,
});

const definitionOf = (line: string) =>
  importRunbook(`# Checklist\n\n- [ ] ${line}\n`).checklists[0].steps[0];

describe('checkStepChange', () => {
  const plain = definitionOf('Look');
  const checked = definitionOf('Verify <!-- check: backup.completed -->');

  it.each(['failed', 'not-applicable', 'skipped', 'deferred'] as const)(
    'wants a reason for %s',
    state => {
      expect(() => checkStepChange(plain, step(), { state }, NOW)).toThrow(
        /Say why/,
      );
      checkStepChange(plain, step(), { state, reason: 'so' }, NOW);
    },
  );

  it('takes done and open as they are', () => {
    expect(() => {
      checkStepChange(plain, step(), { state: 'done' }, NOW);
      checkStepChange(plain, step({ state: 'done' }), { state: 'open' }, NOW);
    }).not.toThrow();
  });

  it.each([null, result('fail'), result('unknown'), result('pass', 60_000)])(
    'wants a reason for done against its live check (%#)',
    check => {
      expect(() =>
        checkStepChange(checked, step({ check }), { state: 'done' }, NOW),
      ).toThrow(/does not pass/);
      checkStepChange(
        checked,
        step({ check }),
        { state: 'done', reason: 'seen' },
        NOW,
      );
    },
  );

  it('takes done with a check that passes now', () => {
    const passing = step({ check: result('pass') });
    expect(() =>
      checkStepChange(checked, passing, { state: 'done' }, NOW),
    ).not.toThrow();
  });

  it('lets nobody skip a step that cannot be skipped', () => {
    expect(() =>
      checkStepChange(
        { ...plain, killer: true },
        step(),
        { state: 'skipped', reason: 'no time' },
        NOW,
      ),
    ).toThrow(/cannot be skipped/);
  });
});

describe('flattenSteps', () => {
  it('puts sub-steps below their step', () => {
    const { steps } = importRunbook(
      '# Checklist\n\n- [ ] a\n  - [ ] b\n- [ ] c\n',
    ).checklists[0];
    expect(
      flattenSteps(steps).map(({ step: { text }, depth }) => [text, depth]),
    ).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 0],
    ]);
  });
});
