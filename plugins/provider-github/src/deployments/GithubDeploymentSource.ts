import {
  DeploymentRecord,
  deploymentRecordSchema,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  ReadContext,
  Source,
  SourcePage,
  SourceScope,
  fingerprintOf,
} from '@opsdeck/backstage-plugin-operations-node';
import { RepositoryApi } from '../api/RepositoryApi';
import { DEPLOYMENTS_READ } from '../api/githubError';
import { TOKEN_PERMISSIONS } from '../api/tokenPermissions';
import { GithubConfig } from '../config/readGithubConfig';
import { MapOptions } from './mapDeployment';
import { normaliseDeployment } from './normaliseDeployment';
import { RepositoryReading } from './RepositoryReading';

/** GitHub deployments and their statuses, one reading per repository. */
export class GithubDeploymentSource implements Source<DeploymentRecord> {
  readonly id = 'github-deployments';
  readonly title = 'GitHub';
  readonly provider = 'github';
  readonly timeout = 'PT4M';
  readonly reading = 'incremental';
  readonly recordSchema = deploymentRecordSchema;
  readonly requiredPermissions = [DEPLOYMENTS_READ];
  readonly policies = [TOKEN_PERMISSIONS];
  readonly cadence: string;
  readonly #config: GithubConfig;

  constructor(config: GithubConfig) {
    this.#config = config;
    this.cadence = config.deployments.cadence;
  }

  /** GitHub counts the calls per token, whatever the repository. */
  budgetKey(): string {
    const { apiBaseUrl, token } = this.#config;
    return `github/${fingerprintOf(`${apiBaseUrl} ${token}`)}`;
  }

  async scopes(): Promise<SourceScope[]> {
    return this.#config.repositories.map(repository => ({
      id: repository,
      title: repository,
      attributes: { repository },
    }));
  }

  async *read(
    scope: SourceScope,
    context: ReadContext,
  ): AsyncIterable<SourcePage<DeploymentRecord>> {
    const { apiBaseUrl, token, deployments } = this.#config;
    const { repository } = scope.attributes;
    const reading = new RepositoryReading(
      new RepositoryApi({ apiBaseUrl, token, repository }, context),
      { ...this.#mapOptions(scope), historyDays: deployments.historyDays },
      context,
    );
    yield* reading.pages();
  }

  normalise(payload: unknown, scope: SourceScope): DeploymentRecord[] {
    return [normaliseDeployment(payload, this.#mapOptions(scope))];
  }

  #mapOptions({ attributes: { repository } }: SourceScope): MapOptions {
    return { repository, host: webHostOf(this.#config.apiBaseUrl) };
  }
}

/** `github.com` for its API's host; GitHub Enterprise Server has one host for both. */
function webHostOf(apiBaseUrl: string): string {
  return new URL(apiBaseUrl).host.replace(/^api\.(?=github\.com$)/, '');
}
