import { setTimeout as delay } from 'node:timers/promises';
import { Router } from 'express';
import { Source } from '../world/scenarios';
import type { World } from '../world/world';
import { Provider } from './provider';

/** How often a stand-in was called since the start. */
export interface RequestCount {
  /** All requests, those that a fault met among them. */
  requests: number;
  /** Requests that a switched fault met. */
  faults: number;
}

/** Options of all stand-ins. */
export interface GateOptions {
  world: World;
  now: () => number;
  /** Time that every answer takes longer, milliseconds: a far-away provider for benchmarks. */
  latencyMs: number;
  counts: Map<Source, RequestCount>;
}

/** Puts the request counter, the extra latency and the switched faults in front of a stand-in. */
export function behindGate(provider: Provider, options: GateOptions): Router {
  const { world, now, latencyMs, counts } = options;
  const { source, refusals, router } = provider;
  const count: RequestCount = { requests: 0, faults: 0 };
  counts.set(source, count);

  const gate = Router();
  gate.use((_request, response, next) => {
    count.requests++;
    const fault = world.scenarios.faultOf(source, now());
    if (fault) {
      count.faults++;
    }
    const proceed = () => {
      switch (fault) {
        case undefined:
          return next();
        case 'hang':
          return undefined;
        default:
          return refusals[fault](response);
      }
    };
    if (latencyMs > 0) {
      delay(latencyMs).then(proceed).catch(next);
    } else {
      proceed();
    }
  });
  gate.use(router);
  return gate;
}
