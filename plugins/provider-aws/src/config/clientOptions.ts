import {
  fromNodeProviderChain,
  fromTemporaryCredentials,
} from '@aws-sdk/credential-providers';
import { AwsAccount, AwsConfig } from './readAwsConfig';

/** Options that every AWS client of one account and region gets. */
export function clientOptions(
  config: AwsConfig,
  account: AwsAccount,
  region: string,
) {
  const base = {
    region,
    ...(config.endpoint ? { endpoint: config.endpoint } : {}),
    // Trying again is the collector's business: it knows the run's time limit.
    maxAttempts: 1,
  };
  return { ...base, credentials: credentialsOf(account, base) };
}

function credentialsOf(
  account: AwsAccount,
  clientConfig: { region: string; endpoint?: string },
) {
  const master =
    account.accessKeyId && account.secretAccessKey
      ? {
          accessKeyId: account.accessKeyId,
          secretAccessKey: account.secretAccessKey,
        }
      : fromNodeProviderChain({ clientConfig });
  if (!account.roleArn) return master;
  return fromTemporaryCredentials({
    masterCredentials: master,
    params: {
      RoleArn: account.roleArn,
      RoleSessionName: 'opsdeck',
      ...(account.externalId ? { ExternalId: account.externalId } : {}),
    },
    clientConfig,
  });
}
