import type { RDSClientConfig } from '@aws-sdk/client-rds';
import {
  fromNodeProviderChain,
  fromTemporaryCredentials,
} from '@aws-sdk/credential-providers';
import { ReadContext } from '@opsdeck/backstage-plugin-operations-node';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { AwsAccount, AwsConfig } from '../config/readAwsConfig';
import { toAwsSourceError } from './awsError';

type CredentialProvider = ReturnType<typeof fromNodeProviderChain>;
type Credentials = Awaited<ReturnType<CredentialProvider>>;
type ClientOptions = Pick<
  RDSClientConfig,
  'credentials' | 'endpoint' | 'maxAttempts' | 'region' | 'requestHandler'
>;
type HttpHandler = Pick<
  NodeHttpHandler,
  'handle' | 'httpHandlerConfigs' | 'metadata' | 'updateHttpClientConfig'
>;

/** A session is replaced this long before it ends, so that it outlives a reading. */
const RENEW_BEFORE_MS = 5 * 60_000;

const CONNECTION_TIMEOUT_MS = 5_000;
/** For the answer to begin; one that stops half-way ends with the run. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Connections and credentials of the configured accounts. Both outlive a single
 * reading: a role is assumed once an hour and not once a minute.
 */
export class AwsConnections {
  readonly #endpoint?: string;
  readonly #handler: NodeHttpHandler;
  readonly #sessions = new Map<string, Credentials>();
  readonly #defaultChain = fromNodeProviderChain();

  constructor(
    config: Pick<AwsConfig, 'endpoint'>,
    options: { requestTimeoutMs?: number } = {},
  ) {
    this.#endpoint = config.endpoint;
    this.#handler = new NodeHttpHandler({
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    });
  }

  /**
   * Options of an AWS client for one reading.
   *
   * @param countCall - awaited before each request, that for a session included
   */
  clientOptions(
    account: AwsAccount,
    region: string,
    countCall: ReadContext['countCall'],
  ): ClientOptions {
    const client = {
      region,
      ...(this.#endpoint ? { endpoint: this.#endpoint } : {}),
      // Trying again is the collector's business: it knows the run's time limit.
      maxAttempts: 1,
      requestHandler: counting(this.#handler, countCall),
    };
    const own: CredentialProvider | Credentials =
      account.accessKeyId && account.secretAccessKey
        ? {
            accessKeyId: account.accessKeyId,
            secretAccessKey: account.secretAccessKey,
          }
        : this.#defaultChain;
    const { roleArn, externalId } = account;
    if (!roleArn) return { ...client, credentials: own };
    const assumeRole = fromTemporaryCredentials({
      masterCredentials: own,
      params: {
        RoleArn: roleArn,
        RoleSessionName: 'opsdeck',
        ...(externalId ? { ExternalId: externalId } : {}),
      },
      clientConfig: client,
    });
    return {
      ...client,
      credentials: () => this.#session(account.id, roleArn, assumeRole),
    };
  }

  async #session(
    accountId: string,
    roleArn: string,
    assumeRole: CredentialProvider,
  ): Promise<Credentials> {
    const known = this.#sessions.get(accountId);
    if (known && !endsSoon(known)) return known;
    try {
      const session = await assumeRole();
      this.#sessions.set(accountId, session);
      return session;
    } catch (error) {
      throw toAwsSourceError(error, `sts:AssumeRole on ${roleArn}`);
    }
  }
}

function endsSoon({ expiration }: Credentials): boolean {
  return (
    expiration !== undefined &&
    expiration.getTime() - Date.now() < RENEW_BEFORE_MS
  );
}

function counting(
  handler: NodeHttpHandler,
  countCall: ReadContext['countCall'],
): HttpHandler {
  return {
    metadata: handler.metadata,
    handle: async (request, options) => {
      await countCall();
      return handler.handle(request, options);
    },
    httpHandlerConfigs: () => handler.httpHandlerConfigs(),
    // A client must not change the connections that all of them share.
    updateHttpClientConfig: () => {},
  };
}
