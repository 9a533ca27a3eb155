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
  confirmedBy: null,
  confirmedAt: null,
  evidence: [],
  version: 0,
  ...more,
});

const definitionOf = (line: string) =>
  importRunbook(`# Checklist\n\n- [ ] ${line}\n`).checklists[0].steps[0];

/** The message of what is thrown; empty when nothing is. */
function refusalOf(change: () => void): string {
  try {
    change();
    return '';
  } catch (error) {
    return String(error);
  }
}

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

  describe('of a killer step', () => {
    const killer = { ...plain, killer: true };
    const seen: RunStep['evidence'][number] = {
      kind: 'text',
      text: 'seen',
      id: '6f1c2a34-0000-4000-8000-000000000001',
      stepId: 's',
      at: NOW.toISOString(),
      actor: 'user:default/a',
      title: null,
    };

    it.each(['skipped', 'not-applicable', 'deferred'] as const)(
      'is never %s',
      state => {
        expect(() =>
          checkStepChange(killer, step(), { state, reason: 'so' }, NOW),
        ).toThrow(/must not be/);
      },
    );

    it.each<[string, Partial<RunStep>, boolean]>([
      ['nothing', {}, false],
      ['evidence', { evidence: [seen] }, true],
      ['a check that passes', { check: result('pass') }, true],
      ['a check that passed', { check: result('pass', 60_000) }, false],
      ['a check that fails', { check: result('fail') }, false],
      ['a check that cannot tell', { check: result('unknown') }, false],
    ])('is done with %s: %#', (_what, current, allowed) => {
      const change = () =>
        checkStepChange(
          killer,
          step(current),
          { state: 'done', reason: 'so' },
          NOW,
        );
      expect(refusalOf(change)).toMatch(allowed ? /^$/ : /attach evidence/);
    });

    it('may fail, and may be opened again', () => {
      expect(() => {
        checkStepChange(killer, step(), { state: 'failed', reason: 'so' }, NOW);
        checkStepChange(
          killer,
          step({ state: 'done' }),
          { state: 'open' },
          NOW,
        );
      }).not.toThrow();
    });
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
