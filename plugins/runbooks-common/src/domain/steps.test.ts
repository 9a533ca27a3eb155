import { CheckResult, RunStep } from '../api';
import { importRunbook } from '../import';
import { checkStepChange, effectOf, flattenSteps, isFresh } from './steps';

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

describe('isFresh', () => {
  it('holds until its time is over, and never without an observation', () => {
    expect(isFresh(result('pass', 59_999), NOW)).toBe(true);
    expect(isFresh(result('pass', 60_000), NOW)).toBe(false);
    expect(isFresh({ ...result('pass'), observedAt: null }, NOW)).toBe(false);
  });

  it('is not of a future that clocks do not explain', () => {
    expect(isFresh(result('pass', -300_000), NOW)).toBe(true);
    expect(isFresh(result('pass', -300_001), NOW)).toBe(false);
  });
});

describe('effectOf', () => {
  const auto = step({ state: 'done', method: 'automatic' });
  const manual = step({ state: 'done', actor: 'user:default/a' });
  it.each([
    ['a fresh pass ticks', step(), result('pass'), 'tick'],
    ['a stale pass does not', step(), result('pass', 60_000), 'none'],
    ['unknown never ticks', step(), result('unknown'), 'none'],
    ['a fail leaves an open step', step(), result('fail'), 'none'],
    ['a fail opens what it had ticked', auto, result('fail'), 'reopen'],
    ['a fail opens what a person ticked', manual, result('fail'), 'reopen'],
    [
      'a person’s reason stands',
      { ...manual, reason: 'seen' },
      result('fail'),
      'none',
    ],
    ['unknown opens nothing', auto, result('unknown'), 'none'],
    ['a stale fail opens nothing', auto, result('fail', 60_000), 'none'],
    [
      'a pass of the future does not tick',
      step(),
      result('pass', -600_000),
      'none',
    ],
    [
      'a pass ticks again what a fail had opened',
      step({ method: 'automatic', reason: 'it failed' }),
      result('pass'),
      'tick',
    ],
    [
      'a pass does not tick what a person has opened again',
      step({ actor: 'user:default/a' }),
      result('pass'),
      'none',
    ],
    [
      'what is set aside stays so',
      step({ state: 'deferred' }),
      result('pass'),
      'none',
    ],
  ])('%s', (_what, current, found, effect) => {
    expect(effectOf(current, found, NOW, { fourEyes: false })).toBe(effect);
  });

  it('ticks nothing that needs a second person, but opens it', () => {
    const fourEyes = { fourEyes: true };
    expect(effectOf(step(), result('pass'), NOW, fourEyes)).toBe('none');
    expect(effectOf(manual, result('fail'), NOW, fourEyes)).toBe('reopen');
  });
});

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
