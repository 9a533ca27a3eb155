import { DeploymentStatus } from '../api';

/** One entry of GitHub's list of deployment statuses. */
export interface GithubDeploymentStatus {
  /** `pending`, `queued`, `waiting`, `in_progress`, `success`, `failure`, `error` or `inactive`. */
  state: string;
  /** When it was posted (ISO-8601). */
  at: string;
  description: string | null;
}

const MEANING: Readonly<Record<string, DeploymentStatus>> = {
  pending: 'queued',
  queued: 'queued',
  waiting: 'queued',
  in_progress: 'running',
  success: 'succeeded',
  failure: 'failed',
  error: 'failed',
};

/** A deployment's way through the statuses that GitHub lists. */
export interface GithubProgress {
  status: DeploymentStatus;
  /** GitHub's own word for the status. */
  providerState: string;
  /** When it ended; null while it goes on. */
  finishedAt: string | null;
  /** Oldest first. */
  history: {
    status: DeploymentStatus;
    providerState: string;
    at: string;
    note: string | null;
  }[];
}

/**
 * Reads the whole list of statuses of one GitHub deployment, in any order.
 *
 * GitHub puts `inactive` on top of the `success` of every deployment that a
 * later one replaced. So `inactive` means superseded and never a failure, and a
 * `failure` below it stays one. `waiting` after work has begun is a pause; before,
 * it is the wait for an approval. A word that GitHub does not document changes
 * nothing.
 *
 * @param createdAt - of the deployment, which may have no status at all yet
 */
export function githubProgress(
  statuses: readonly GithubDeploymentStatus[],
  createdAt: string,
): GithubProgress {
  const history: GithubProgress['history'] = [];
  let status: DeploymentStatus = 'queued';
  let finishedAt: string | null = null;
  for (const { state, at, description } of oldestFirst(statuses)) {
    const next = nextStatus(status, state);
    if (['succeeded', 'failed'].includes(next) && next !== status) {
      finishedAt = at;
    } else if (next === 'superseded') {
      // What was replaced before it ended, ended then.
      finishedAt ??= at;
    } else if (['queued', 'running', 'paused'].includes(next)) {
      finishedAt = null;
    }
    status = next;
    history.push({ status, providerState: state, at, note: description });
  }
  const newest = history.at(-1);
  return {
    status,
    providerState: newest?.providerState ?? 'no status yet',
    finishedAt,
    history: newest
      ? history
      : [{ status, providerState: 'no status yet', at: createdAt, note: null }],
  };
}

function nextStatus(before: DeploymentStatus, state: string): DeploymentStatus {
  if (state === 'inactive') return before === 'failed' ? before : 'superseded';
  if (state === 'waiting' && before === 'running') return 'paused';
  return MEANING[state] ?? before;
}

/** GitHub answers newest first; of one second's statuses the later answered is the older. */
function oldestFirst(
  statuses: readonly GithubDeploymentStatus[],
): GithubDeploymentStatus[] {
  return [...statuses]
    .reverse()
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
