import {
  ExtensionPoint,
  createExtensionPoint,
} from '@backstage/backend-plugin-api';
import { SourcePolicy } from '@opsdeck/backstage-plugin-operations-common';
import {
  MetricSource,
  QueryBatch,
  QueryBatchMember,
  QueryPlan,
  QuerySide,
  ReadInterval,
  SliceSeconds,
} from '@opsdeck/backstage-plugin-slos-common';
import { ProviderBudget, RateLimit, SourceScope } from '../source';
import { Registry } from './Registry';

/** A figure that an SLO needs from its metric source for every slice. */
export interface SliRequest {
  /** Names the figure's SLO in the plan and the answer. */
  sloId: string;
  side: QuerySide;
  /** Whether the increment over the slice is wanted; else the value at its end. */
  counter: boolean;
  /** The metric as the definition gives it. */
  metric: MetricSource;
}

/** What a source answers for one member of a batch. */
export interface SliValues {
  member: QueryBatchMember;
  /** By start of the slice (Unix milliseconds); slices without a figure are absent. */
  values: ReadonlyMap<number, number>;
}

/** What a call to a source may use. */
export interface SliQueryContext {
  /** Fires when the run's time is over or the backend shuts down. */
  signal: AbortSignal;
  now: Date;
  /** Call and await before each request, as `ReadContext.countCall`. */
  countCall(): void | Promise<void>;
  /** As `ReadContext.noteBudget`. */
  noteBudget?(budget: ProviderBudget | undefined): void | Promise<void>;
}

/** How far back an instance can be asked. */
export interface SliRetention {
  /** The first instant of which it still has figures. */
  from: Date;
  /** What it says of itself, for example "keeps 15d". */
  said: string;
}

/**
 * What a provider registers to measure SLOs: it turns metric sources of OpenSLO
 * into queries, as few as possible for many SLOs, and answers them slice by
 * slice. It keeps no state; which slices are asked for is decided by the tab.
 */
export interface SliSource {
  /** Unique within the tab, for example `prometheus`. */
  readonly id: string;
  /** Name for people, for example "Prometheus". */
  readonly title: string;
  readonly provider: string;
  /** How often new slices are asked for (ISO-8601 duration). */
  readonly cadence: string;
  /** Longest time one reading may take (ISO-8601 duration). */
  readonly timeout: string;
  /** The least the credentials must be allowed, in the provider's own words. */
  readonly requiredPermissions: readonly string[];
  /** The least privilege as exact documents, as `Source.policies`. */
  readonly policies: readonly SourcePolicy[];
  /** As `Source.rateLimit`. */
  readonly rateLimit?: RateLimit;
  /** The servers or accounts as configured now; the first one is the default. */
  instances(): Promise<SourceScope[]>;
  /** Whether it can answer this kind of metric source. */
  answers(metric: MetricSource): boolean;
  /** Plans the queries for slices of one length; what it cannot ask is refused with the reason. */
  plan(requests: readonly SliRequest[], sliceSeconds: SliceSeconds): QueryPlan;
  /** How far back the instance remembers; undefined when it does not say. */
  retention(
    instance: SourceScope,
    context: SliQueryContext,
  ): Promise<SliRetention | undefined>;
  /**
   * Answers one batch for the slices of an interval.
   *
   * @throws SourceError when the provider fails.
   */
  query(
    instance: SourceScope,
    batch: QueryBatch,
    interval: ReadInterval,
    context: SliQueryContext,
  ): Promise<SliValues[]>;
}

/** Where provider modules plug in what measures SLOs. */
export interface SliSourcesExtensionPoint {
  addSource(source: SliSource): void;
}

/** Where providers of service level indicators plug in. */
export const sliSourcesExtensionPoint: ExtensionPoint<SliSourcesExtensionPoint> =
  createExtensionPoint<SliSourcesExtensionPoint>({ id: 'slos.sources' });

/** Collects what providers add; refuses two sources of one id and what could not be scheduled. */
export class SliSourceRegistry implements SliSourcesExtensionPoint {
  readonly #registry = new Registry<SliSource>();

  /**
   * @throws ConflictError when the id is taken.
   * @throws InputError naming the source and what is wrong with it.
   */
  addSource(source: SliSource): void {
    this.#registry.add(source);
  }

  list(): SliSource[] {
    return this.#registry.list();
  }
}
