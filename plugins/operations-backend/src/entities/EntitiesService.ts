import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  Capability,
  EntityDecision,
  EntityLifeState,
  FleetEntities,
  PluginFetch,
  REPORTING_PLUGINS,
  entityLifeRoutes,
  requestRoute,
} from '@opsdeck/backstage-plugin-operations-common';
import { pluginFetch } from '@opsdeck/backstage-plugin-operations-node';
import { problemOf, toCallerError } from '../service/tabAnswer';
import { isNotInstalled } from '../sync/isNotInstalled';
import { DecisionStore, StoredDecision } from './DecisionStore';

const TIMEOUT_MS = 10_000;

export interface EntitiesServiceOptions {
  decisions: DecisionStore;
  auth: AuthService;
  discovery: DiscoveryService;
  logger: LoggerService;
  clock?: () => Date;
}

/**
 * Renamed and vanished entities over all backends. A decision is kept first and
 * then passed on, again and again until every backend has heard of it.
 */
export class EntitiesService {
  readonly #options: EntitiesServiceOptions;
  readonly #clock: () => Date;

  constructor(options: EntitiesServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  async schedule(scheduler: SchedulerService): Promise<void> {
    await scheduler.scheduleTask({
      id: 'pass-entity-decisions',
      frequency: { minutes: 1 },
      timeout: { minutes: 2 },
      scope: 'global',
      fn: async () => this.passOn(),
    });
  }

  async get(credentials: BackstageCredentials): Promise<FleetEntities> {
    const answers = await Promise.all(
      REPORTING_PLUGINS.map(pluginId => this.#ask(pluginId, credentials)),
    );
    const plugins = answers.flatMap(answer => answer ?? []);
    const decisions = await this.#options.decisions.list();
    return {
      proposals: mergeProposals(plugins),
      decisions: decisions.map(({ id: _id, ...decision }) => decision),
      plugins: plugins.map(({ pluginId, problem, state }) => ({
        pluginId,
        problem,
        problems: state?.problems ?? [],
        halt: state?.halt ?? null,
      })),
    };
  }

  /** @throws ConflictError when no backend proposes it (any more). */
  async decide(
    credentials: BackstageCredentials,
    decision: EntityDecision,
    by: string,
  ): Promise<void> {
    const { proposals } = await this.get(credentials);
    const { from, to } = decision;
    if (!proposals.some(each => each.from === from && each.to === to)) {
      throw new ConflictError(
        `That ${from} is ${to} now is not proposed, or not any more`,
      );
    }
    const stored = await this.#options.decisions.add(
      { ...decision, by },
      REPORTING_PLUGINS,
      this.#clock(),
    );
    await this.#pass(stored);
  }

  /** @throws NotFoundError when nothing waits for a confirmation there. */
  async confirm(pluginId: Capability): Promise<void> {
    let confirmed: boolean;
    try {
      const { accepted } = await requestRoute(
        await this.#ownFetch(pluginId),
        entityLifeRoutes.confirmLoss,
        { signal: AbortSignal.timeout(TIMEOUT_MS) },
      );
      confirmed = accepted;
    } catch (error) {
      throw toCallerError(pluginId, error);
    }
    if (!confirmed) {
      throw new NotFoundError(`The ${pluginId} backend waits for nothing`);
    }
  }

  /** Tells backends what they have not heard, in the order in which it was decided. */
  async passOn(): Promise<void> {
    for (const decision of await this.#options.decisions.pending()) {
      await this.#pass(decision);
    }
  }

  async #pass({ id, at: _at, pending, ...decision }: StoredDecision) {
    const { decisions, logger } = this.#options;
    const left: Capability[] = [];
    for (const pluginId of pending) {
      try {
        await requestRoute(
          await this.#ownFetch(pluginId),
          entityLifeRoutes.decideRename,
          { body: decision, signal: AbortSignal.timeout(TIMEOUT_MS) },
        );
      } catch (error) {
        // What is not installed has no history to move.
        if (isNotInstalled(error)) continue;
        left.push(pluginId);
        logger.warn(
          `The decision on ${
            decision.from
          } is passed on to the ${pluginId} backend later: ${problemOf(
            pluginId,
            error,
          )}`,
        );
      }
    }
    if (left.length < pending.length) await decisions.setPending(id, left);
  }

  /** Calls a backend as this one, not as the caller: it has checked the permission. */
  async #ownFetch(pluginId: Capability): Promise<PluginFetch> {
    const credentials = await this.#options.auth.getOwnServiceCredentials();
    return pluginFetch({ ...this.#options, pluginId, credentials });
  }

  async #ask(
    pluginId: Capability,
    credentials: BackstageCredentials,
  ): Promise<Answer | undefined> {
    try {
      const state = await requestRoute(
        pluginFetch({ ...this.#options, pluginId, credentials }),
        entityLifeRoutes.getEntityLife,
        { signal: AbortSignal.timeout(TIMEOUT_MS) },
      );
      return { pluginId, problem: null, state };
    } catch (error) {
      // A tab that is not installed is absent, not broken.
      if (isNotInstalled(error)) return undefined;
      return { pluginId, problem: problemOf(pluginId, error), state: null };
    }
  }
}

interface Answer {
  pluginId: Capability;
  problem: string | null;
  state: EntityLifeState | null;
}

/** One proposal for all backends that make it. */
function mergeProposals(
  answers: readonly Answer[],
): FleetEntities['proposals'] {
  const merged = new Map<string, FleetEntities['proposals'][number]>();
  for (const { pluginId, state } of answers) {
    for (const proposal of state?.proposals ?? []) {
      const key = JSON.stringify([proposal.from, proposal.to]);
      const known = merged.get(key);
      merged.set(key, {
        ...proposal,
        since:
          known && known.since < proposal.since ? known.since : proposal.since,
        plugins: [...(known?.plugins ?? []), pluginId],
      });
    }
  }
  return [...merged.values()];
}
