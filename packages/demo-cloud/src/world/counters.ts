import { Series } from './seriesSource';
import { FOUNDED } from './time';
import { Traffic } from './traffic';

/** What one counter takes of each total of the traffic. */
export interface Weights {
  requests: number;
  flutter: number;
  failed: number;
  slow: number;
}

/** A counter of the traffic, without rounding. */
export function counter(traffic: Traffic, weights: Weights): Series['valueAt'] {
  return tMs => {
    if (tMs < FOUNDED) {
      return undefined;
    }
    let value = weights.requests * traffic.requestsUntil(tMs);
    if (weights.flutter !== 0) {
      value += weights.flutter * traffic.flutterUntil(tMs);
    }
    if (weights.failed !== 0 || weights.slow !== 0) {
      const spoilt = traffic.spoiltUntil(tMs);
      value += weights.failed * spoilt.failed + weights.slow * spoilt.slow;
    }
    return value;
  };
}

/** Counts are whole numbers. */
export function whole(valueAt: Series['valueAt']): Series['valueAt'] {
  return tMs => {
    const value = valueAt(tMs);
    return value === undefined ? undefined : Math.floor(value);
  };
}
