import {
  clocksOf,
  nextClockChange,
  runningVerdict,
  ClockInput,
} from './clocks';
import { DEFAULT_TARGETS } from './targets';

const open: ClockInput = {
  severity: 'P1',
  openedAt: '2026-11-20T10:00:00.000Z',
  acknowledgedAt: null,
  mitigatedAt: null,
  resolvedAt: null,
  state: 'detected',
};

const at = (time: string) => new Date(`2026-11-20T${time}Z`);
const verdicts = (incident: ClockInput, now: Date) =>
  clocksOf(incident, DEFAULT_TARGETS, now).map(clock => clock.verdict);

describe('clocksOf', () => {
  it.each([
    ['10:00:00', ['met', 'met']],
    ['10:11:15', ['at-risk', 'met']],
    ['10:15:00', ['at-risk', 'met']],
    ['10:15:01', ['breached', 'met']],
    ['10:45:00', ['breached', 'at-risk']],
    ['11:00:01', ['breached', 'breached']],
  ])('of an open P1 at %s are %j', (time, expected) => {
    expect(verdicts(open, at(time))).toEqual(expected);
  });

  it('stops the acknowledge clock at the acknowledgement, for good', () => {
    const acknowledged = {
      ...open,
      acknowledgedAt: '2026-11-20T10:14:00.000Z',
    };
    expect(verdicts(acknowledged, at('23:00:00'))[0]).toBe('met');
    const late = { ...open, acknowledgedAt: '2026-11-20T10:16:00.000Z' };
    expect(verdicts(late, at('23:00:00'))[0]).toBe('breached');
  });

  it('stops the resolve clock at mitigation, not at the later resolution', () => {
    const mitigated = {
      ...open,
      mitigatedAt: '2026-11-20T10:50:00.000Z',
      resolvedAt: '2026-11-20T12:00:00.000Z',
    };
    expect(verdicts(mitigated, at('13:00:00'))).toEqual(['breached', 'met']);
  });

  it('judges by the present severity', () => {
    expect(verdicts({ ...open, severity: 'P3' }, at('11:30:00'))).toEqual([
      'met',
      'met',
    ]);
  });

  it('runs no clock for a declined incident', () => {
    expect(
      clocksOf({ ...open, state: 'declined' }, DEFAULT_TARGETS, at('12:00:00')),
    ).toEqual([]);
  });
});

describe('nextClockChange', () => {
  it('names the instants at which a verdict changes by itself, and no others', () => {
    const seen: string[] = [];
    let next = nextClockChange(
      clocksOf(open, DEFAULT_TARGETS, at('10:00:00')),
      at('10:00:00'),
    );
    while (next) {
      const before = verdicts(open, new Date(next.getTime() - 1));
      expect(verdicts(open, next)).not.toEqual(before);
      seen.push(next.toISOString().slice(11, 23));
      next = nextClockChange(clocksOf(open, DEFAULT_TARGETS, next), next);
    }
    expect(seen).toEqual([
      '10:11:15.000',
      '10:15:00.001',
      '10:45:00.000',
      '11:00:00.001',
    ]);
  });
});

describe('runningVerdict', () => {
  it('looks at running clocks only', () => {
    const late = { ...open, acknowledgedAt: '2026-11-20T10:16:00.000Z' };
    const clocks = clocksOf(late, DEFAULT_TARGETS, at('10:20:00'));
    expect(runningVerdict(clocks)).toBe('met');
  });

  it('is none when no clock runs any more', () => {
    const over = { ...open, resolvedAt: '2026-11-20T10:05:00.000Z' };
    const clocks = clocksOf(over, DEFAULT_TARGETS, at('10:20:00'));
    expect(runningVerdict(clocks)).toBeUndefined();
  });
});
