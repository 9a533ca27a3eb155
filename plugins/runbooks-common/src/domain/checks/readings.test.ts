import { NOW, ago, reading } from './__testUtils__/moments';
import { doubtOf, sightingOf } from './readings';

describe('doubtOf', () => {
  const failure = {
    kind: 'unauthorized' as const,
    message: 'the key was refused',
    at: ago(1),
  };

  it.each<[string, Parameters<typeof doubtOf>[0], string | null, string?]>([
    ['all is well', [reading(1), reading(9)], null],
    ['nothing reads it', [], null, 'No source reads this.'],
    [
      'one was never read',
      [reading(1), reading(null, { failure })],
      null,
      'Probe eu has not been read yet (the key was refused).',
    ],
    [
      'one is stale from its second cadence on',
      [reading(1), reading(10, { scopeTitle: 'Probe', failure })],
      null,
      'Probe was last read 10 min ago, too long to say how it is now (the key was refused).',
    ],
    [
      'one claims to be of the future',
      [reading(-6), reading(1)],
      null,
      'Probe eu claims to have been read at 2026-11-20 12:06 UTC, which is still to come: a clock is wrong.',
    ],
    ['clocks differ a little', [reading(-5)], null],
    [
      'one was made before it counts',
      [reading(1), reading(4)],
      ago(3),
      'Probe eu was last read at 2026-11-20 11:56 UTC, before 2026-11-20 11:57 UTC from when on it counts; wait for the next reading.',
    ],
    ['one was made the moment it counts', [reading(3)], ago(3)],
  ])('when %s', (_when, readings, since, ...[doubt]) => {
    expect(
      doubtOf(readings, NOW, since === null ? null : new Date(since)),
    ).toBe(doubt);
  });
});

describe('sightingOf', () => {
  it('is as old as the oldest and ends with the first', () => {
    expect(
      sightingOf(
        [reading(4), reading(2, { cadence: 'PT2M', scopeTitle: 'us' })],
        'Tab',
      ),
    ).toEqual({
      source: 'Probe eu, Probe us',
      observedAt: ago(4),
      // Until 12:02.
      validForMs: 6 * 60_000,
    });
  });

  it('names each source once, and the tab when there is none', () => {
    expect(sightingOf([reading(1), reading(2)], 'Tab').source).toBe('Probe eu');
    expect(sightingOf([], 'Tab')).toEqual({
      source: 'Tab',
      observedAt: null,
      validForMs: 0,
    });
  });

  it('is worth nothing when one was never read', () => {
    expect(sightingOf([reading(1), reading(null)], 'Tab')).toEqual({
      source: 'Probe eu',
      observedAt: null,
      validForMs: 0,
    });
  });

  it('is of what was observed before it was read', () => {
    expect(sightingOf([reading(1)], 'Tab', ago(3))).toMatchObject({
      observedAt: ago(3),
      validForMs: 12 * 60_000,
    });
    expect(sightingOf([reading(3)], 'Tab', ago(1))).toMatchObject({
      observedAt: ago(3),
      validForMs: 10 * 60_000,
    });
  });

  it('is never valid for less than no time', () => {
    expect(
      sightingOf([reading(90, { cadence: 'PT1M' }), reading(1)], 'Tab'),
    ).toMatchObject({ observedAt: ago(90), validForMs: 2 * 60_000 });
    expect(
      sightingOf([reading(90), reading(1)], 'Tab', ago(-60)),
    ).toMatchObject({ observedAt: ago(90) });
  });
});
