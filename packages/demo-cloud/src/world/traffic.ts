import { FaultWindow } from './faults';
import { FaultLedger, Spoilt } from './faultLedger';
import { Service } from './services';
import { countUntil, flutterWave, swingUntil, trafficWave } from './waves';
import type { World } from './world';

/** How many times the mean rate of production reaches staging. */
const STAGING_PART = 0.05;

const NOTHING_SPOILT: Spoilt = { failed: 0, slow: 0 };

/**
 * The stream of requests (or jobs) of one service in one environment, in closed form: every counter of the world is a
 * weighted sum of these four totals.
 */
export class Traffic {
  /** All requests since the start of the world. */
  readonly requestsUntil: (tMs: number) => number;
  /** A swing about zero, small against the requests: keeps error ratios from being flat. */
  readonly flutterUntil: (tMs: number) => number;
  /** Requests that bad releases failed or slowed down. */
  readonly spoiltUntil: (tMs: number) => Spoilt;
  /** Bad releases that take traffic at an instant. */
  readonly faultsAt: (tMs: number) => FaultWindow[];

  constructor(
    world: World,
    service: Service,
    environment: 'staging' | 'production',
    stream: { name: string; perSecond: number },
  ) {
    const production = environment === 'production';
    const mean = stream.perSecond * (production ? 1 : STAGING_PART);
    const key = [world.seed, service.name, environment, stream.name];
    const { peakHour, peakWeekday } = service;
    const wave = trafficWave(mean, peakHour, peakWeekday, ...key);
    const flutter = flutterWave(mean, ...key);
    this.requestsUntil = latest(tMs => countUntil(wave, tMs));
    this.flutterUntil = latest(tMs => swingUntil(flutter, tMs));
    const ledger = new FaultLedger(world, service, this.requestsUntil);
    this.spoiltUntil = production
      ? tMs => ledger.spoiltUntil(tMs)
      : () => NOTHING_SPOILT;
    this.faultsAt = production ? tMs => ledger.activeAt(tMs) : () => [];
  }
}

/** All series of a stream are read instant by instant: what the last one computed is good for the next ones. */
function latest(compute: (tMs: number) => number): (tMs: number) => number {
  let at: number | undefined;
  let value = 0;
  return tMs => {
    if (tMs !== at) {
      value = compute(tMs);
      at = tMs;
    }
    return value;
  };
}
