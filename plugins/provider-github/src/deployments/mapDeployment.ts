import {
  DeploymentAttempt,
  DeploymentStrategy,
  Link,
  deploymentStrategySchema,
  githubProgress,
  linkSchema,
} from '@opsdeck/backstage-plugin-deployments-common';
import { PEER_ANNOTATIONS } from '@opsdeck/backstage-plugin-operations-common';
import { DeploymentAnswer, StatusAnswer } from './answers';

export interface MapOptions {
  /** `owner/name`, as configured: the annotation in the catalog is compared with it. */
  repository: string;
  /** Host of the web pages, for example `github.com`. */
  host: string;
}

/** One GitHub deployment with all of its statuses, newest first. */
export function mapDeployment(
  deployment: DeploymentAnswer,
  statuses: readonly StatusAnswer[],
  { repository, host }: MapOptions,
): DeploymentAttempt {
  const payload = payloadOf(deployment.payload);
  const { status, providerState, finishedAt, history } = githubProgress(
    statuses.map(one => ({
      state: one.state.slice(0, 200),
      at: iso(one.created_at),
      description: one.description?.slice(0, 2_000) || null,
    })),
    iso(deployment.created_at),
  );
  return {
    kind: 'attempt',
    key: `${repository}/${deployment.id}`,
    artifact: {
      version: versionOf(deployment.ref, payload),
      digest: textOf(payload, 'digest', 200),
      image: textOf(payload, 'image', 500),
    },
    commit: /^[0-9a-f]{7,64}$/i.test(deployment.sha) ? deployment.sha : null,
    repository: `${host}/${repository}`,
    author: deployment.creator?.login.slice(0, 200) || null,
    trigger: triggerOf(deployment),
    cause: deployment.description?.slice(0, 2_000) || null,
    strategy: strategyOf(textOf(payload, 'strategy', 64)),
    status,
    providerState,
    startedAt: iso(deployment.created_at),
    finishedAt,
    history: history.slice(-200),
    environmentFacts: {
      githubEnvironment: deployment.environment.slice(0, 255),
    },
    bindings: [
      { annotation: PEER_ANNOTATIONS.githubProjectSlug, value: repository },
    ],
    bindingFacts: {
      provider: 'github',
      kind: 'repository',
      name: repository,
      instance: host,
    },
    links: linksOf(
      statuses,
      `https://${host}/${repository}/commit/${deployment.sha}`,
    ),
  };
}

/** The version that the creator says, else the tag that is deployed. A branch is no version. */
function versionOf(ref: string, payload: object): string | null {
  const said = textOf(payload, 'version', 128);
  if (said) return said;
  const tag = ref.replace(/^refs\/tags\//, '');
  return /^v?\d+(\.\d+)+([-+][\w.+-]*)?$/.test(tag) ? tag.slice(0, 128) : null;
}

function triggerOf({
  task,
  creator,
}: DeploymentAnswer): DeploymentAttempt['trigger'] {
  if (/rollback/i.test(task ?? '')) return 'rollback';
  // A person's token may well be used by a pipeline: only a bot says what it is.
  return creator?.type === 'Bot' ? 'pipeline' : null;
}

function strategyOf(word: string | null): DeploymentStrategy | null {
  if (word === null) return null;
  const parsed = deploymentStrategySchema.safeParse(word.toLowerCase());
  return parsed.success ? parsed.data : 'other';
}

/** Pages of the newest status that has them, and of the commit. Anything but http and https is left out. */
function linksOf(statuses: readonly StatusAnswer[], commit: string): Link[] {
  const first = (pick: (status: StatusAnswer) => string | null | undefined) =>
    statuses.map(pick).find(Boolean);
  const links = [
    { title: 'Log', url: first(one => one.log_url || one.target_url) },
    { title: 'Environment', url: first(one => one.environment_url) },
    { title: 'Commit', url: commit },
  ];
  return links.flatMap(link => {
    const parsed = linkSchema.safeParse(link);
    return parsed.success ? [parsed.data] : [];
  });
}

/** GitHub hands the payload back as it got it: an object, or the text of one. */
function payloadOf(payload: unknown): object {
  if (typeof payload === 'string') {
    try {
      return payloadOf(JSON.parse(payload) as object | null);
    } catch {
      return {};
    }
  }
  return typeof payload === 'object' && payload !== null ? payload : {};
}

function textOf(payload: object, key: string, length: number): string | null {
  const value: unknown = Reflect.get(payload, key);
  return typeof value === 'string' && value.trim() !== ''
    ? value.trim().slice(0, length)
    : null;
}

function iso(text: string): string {
  return new Date(text).toISOString();
}
