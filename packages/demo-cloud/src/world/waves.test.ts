import { FOUNDED, HOUR, MINUTE, SECOND } from './time';
import {
  countUntil,
  flutterWave,
  rateAt,
  swingUntil,
  trafficWave,
} from './waves';

const wave = trafficWave(50, 17, 5, 'test');
const START = Date.UTC(2026, 10, 18);

/** Trapezoidal rule over seconds. */
function integrate(from: number, to: number): number {
  let sum = 0;
  for (let t = from; t < to; t += SECOND) {
    sum += (rateAt(wave, t) + rateAt(wave, t + SECOND)) / 2;
  }
  return sum;
}

describe('countUntil', () => {
  it('is the exact integral of the rate', () => {
    const to = START + 5 * HOUR;
    const exact = countUntil(wave, to) - countUntil(wave, START);
    expect(exact / integrate(START, to)).toBeCloseTo(1, 7);
  });

  it('begins at nothing', () => {
    expect(countUntil(wave, FOUNDED)).toBe(0);
  });
});

describe('trafficWave', () => {
  it('has most traffic at its hour and on its day, and never less than a third of its mean', () => {
    const hours = Array.from({ length: 24 * 7 }, (_, h) => START + h * HOUR);
    const mean = (chosen: (date: Date) => boolean) => {
      const rates = hours
        .filter(t => chosen(new Date(t)))
        .map(t => rateAt(wave, t));
      return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    };
    const atHour = (hour: number) => mean(d => d.getUTCHours() === hour);
    const onDay = (day: number) => mean(d => d.getUTCDay() === day);
    const saturday = 6;
    expect(atHour(17)).toBeGreaterThan(1.5 * atHour(5));
    expect(onDay(saturday)).toBeGreaterThan(1.2 * onDay(2));
    const least = Math.min(...hours.map(t => rateAt(wave, t)));
    expect(least).toBeGreaterThan(50 / 3);
  });

  it('carries a flutter that is always smaller than itself', () => {
    const flutter = flutterWave(50, 'test');
    for (let t = START; t < START + 7 * 24 * HOUR; t += 5 * MINUTE) {
      const swing = swingUntil(flutter, t + MINUTE) - swingUntil(flutter, t);
      const count = countUntil(wave, t + MINUTE) - countUntil(wave, t);
      expect(Math.abs(swing)).toBeLessThan(count);
    }
  });
});
