import { draw } from './random';
import { DAY, FOUNDED, HOUR, MINUTE, SECOND, WEEK } from './time';

/** A rate per second that swings around a mean, with its integral known exactly. */
export interface Wave {
  /** Mean rate, per second. */
  mean: number;
  swings: readonly Swing[];
}

interface Swing {
  /** Part of the mean. */
  amplitude: number;
  /** Radians per second. */
  frequency: number;
  /** Radians at the start of the world. */
  phase: number;
  /** Sine of the phase. */
  atStart: number;
}

/** Rate of a wave at an instant, per second. */
export function rateAt(wave: Wave, tMs: number): number {
  const x = (tMs - FOUNDED) / SECOND;
  let factor = 1;
  for (const { amplitude, frequency, phase } of wave.swings) {
    factor += amplitude * Math.cos(frequency * x + phase);
  }
  return wave.mean * factor;
}

/** Integral of a wave from the start of the world to an instant: a count of events. */
export function countUntil(wave: Wave, tMs: number): number {
  const x = (tMs - FOUNDED) / SECOND;
  return wave.mean * (x + swung(wave.swings, x));
}

/** Integral of the swings of a wave alone, without its mean. */
export function swingUntil(wave: Wave, tMs: number): number {
  return wave.mean * swung(wave.swings, (tMs - FOUNDED) / SECOND);
}

function swung(swings: readonly Swing[], x: number): number {
  let sum = 0;
  for (const { amplitude, frequency, phase, atStart } of swings) {
    sum +=
      (amplitude / frequency) * (Math.sin(frequency * x + phase) - atStart);
  }
  return sum;
}

/**
 * Traffic with its daily and weekly season and two quicker ripples. The swings sum to 0.67 of the mean, so the rate
 * never falls under a third of it.
 */
export function trafficWave(
  mean: number,
  peakHour: number,
  peakWeekday: number,
  ...key: string[]
): Wave {
  const monday = Date.UTC(2015, 0, 5);
  return {
    mean,
    swings: [
      peaking(0.45, DAY, FOUNDED + peakHour * HOUR),
      peaking(0.15, WEEK, monday + peakWeekday * DAY + 12 * HOUR),
      random(0.04, 190 * MINUTE, ...key, 'ripple'),
      random(0.03, 37 * MINUTE, ...key, 'quick ripple'),
    ],
  };
}

/** How the errors of quiet times swing about their share; less than a third of the mean, so that no rate turns negative. */
export function flutterWave(mean: number, ...key: string[]): Wave {
  return {
    mean,
    swings: [
      random(0.17, 318 * MINUTE, ...key, 'flutter'),
      random(0.14, 23 * MINUTE, ...key, 'quick flutter'),
    ],
  };
}

function peaking(amplitude: number, period: number, peak: number): Swing {
  const frequency = (2 * Math.PI * SECOND) / period;
  return swing(amplitude, period, (-frequency * (peak - FOUNDED)) / SECOND);
}

function random(amplitude: number, period: number, ...key: string[]): Swing {
  return swing(amplitude, period, 2 * Math.PI * draw(...key));
}

function swing(amplitude: number, period: number, phase: number): Swing {
  return {
    amplitude,
    frequency: (2 * Math.PI * SECOND) / period,
    phase,
    atStart: Math.sin(phase),
  };
}
