import { drawHex } from '../world/random';
import { isoSeconds, SECOND } from '../world/time';
import {
  ACCESS_KEYS,
  sessionAccessKey,
  sessionIdentity,
  sessionToken,
} from './credentials';
import { AwsError, validationError } from './errors';
import { Call, Operation } from './operation';
import { XmlValue } from './xml';

/** The operations of STS that tell who one is and let one become another. */
export const STS_OPERATIONS: Readonly<Record<string, Operation>> = {
  GetCallerIdentity: ({ caller }) => ({
    Arn: caller.arn,
    UserId: caller.userId,
    Account: caller.account,
  }),
  AssumeRole: assumeRole,
};

const ROLE_ARN =
  /^arn:aws:iam::(\d{12}):role\/(?:[\w+=,.@/-]*\/)?([\w+=,.@-]+)$/;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

function assumeRole({ caller, parameters, now }: Call): XmlValue {
  const roleArn = parameters.get('RoleArn') ?? '';
  const sessionName = parameters.get('RoleSessionName') ?? '';
  const seconds = parameters.integer('DurationSeconds', 900, 43_200) ?? 3_600;
  const [, account, role] = ROLE_ARN.exec(roleArn) ?? [];
  if (!role) {
    throw validationError(`${roleArn} is invalid`);
  }
  if (!SESSION_NAME.test(sessionName)) {
    throw validationError(
      `1 validation error detected: Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
  }
  if (!Object.values(ACCESS_KEYS).includes(account)) {
    throw new AwsError(
      403,
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    );
  }
  const expires = now + seconds * SECOND;
  const session = { account, role, sessionName, expires };
  const identity = sessionIdentity(session);
  return {
    Credentials: {
      AccessKeyId: sessionAccessKey(session),
      SecretAccessKey: drawHex(40, account, role, sessionName, expires),
      SessionToken: sessionToken(session),
      Expiration: isoSeconds(expires),
    },
    AssumedRoleUser: {
      AssumedRoleId: identity.userId,
      Arn: identity.arn,
    },
  };
}
