import {
  Deployment,
  DeploymentReport,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  Environment,
  EnvironmentDefinition,
} from '@opsdeck/backstage-plugin-operations-common';
import { FreshnessLookup } from '@opsdeck/backstage-plugin-operations-node';
import { StoredDeployment, StoredReport } from '../database/rows';

/** What is needed to turn rows into answers. */
export interface AnswerContext {
  environments: readonly EnvironmentDefinition[];
  freshness: FreshnessLookup;
}

/** An environment without its rules, as screens need it. */
export function toEnvironment({
  match: _match,
  ...environment
}: EnvironmentDefinition): Environment {
  return environment;
}

export function toDeployment(
  { environmentId, ...stored }: StoredDeployment,
  { environments, freshness }: AnswerContext,
): Deployment {
  const definition = environments.find(({ id }) => id === environmentId);
  return {
    ...stored,
    environment: definition ? toEnvironment(definition) : null,
    sources: stored.sources.map(({ sourceId, scopeId, providerState }) => {
      const known = freshness.get(sourceId, scopeId);
      return {
        sourceId,
        scopeId,
        providerState,
        title: known ? `${known.sourceTitle} ${known.scopeTitle}` : sourceId,
      };
    }),
  };
}

export function toReport(
  { sourceId, scopeId, attempt, history }: StoredReport,
  { freshness }: AnswerContext,
): DeploymentReport {
  const known = freshness.get(sourceId, scopeId) ?? null;
  return {
    sourceId,
    sourceTitle: known?.sourceTitle ?? sourceId,
    scopeId,
    key: attempt.key,
    status: attempt.status,
    providerState: attempt.providerState,
    history,
    links: attempt.links,
    freshness: known,
  };
}
