import { CheckResult, RunStep } from '../../api';
import { NOW } from './__testUtils__/moments';
import { effectOf, isFresh } from './effect';

const result = (outcome: CheckResult['outcome'], ageMs = 0): CheckResult => ({
  outcome,
  reason: 'because',
  observed: null,
  threshold: null,
  source: 'test',
  observedAt: new Date(NOW.getTime() - ageMs).toISOString(),
  validForMs: 60_000,
});

type Standing = Pick<RunStep, 'state' | 'method' | 'reason' | 'actor'>;
const step = (more: Partial<Standing> = {}): Standing => ({
  state: 'open',
  reason: null,
  actor: null,
  method: 'manual',
  ...more,
});

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
    [
      'what a check has said is no person’s reason',
      { ...auto, reason: 'seen' },
      result('fail'),
      'reopen',
    ],
    [
      'a fail opens nothing that is set aside',
      step({ state: 'skipped' }),
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
