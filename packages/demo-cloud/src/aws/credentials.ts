import { Request } from 'express';
import { PRODUCTION_ACCOUNT, STAGING_ACCOUNT } from '../world/databases';
import { AwsError, invalidClientToken } from './errors';

/** Who signed a request, and for what. */
export interface Caller {
  account: string;
  /** Of the user, or of the assumed role's session. */
  arn: string;
  userId: string;
  /** Region and service of the signature's scope. */
  region: string;
  service: string;
}

/** The access keys of the demo and their accounts; any secret will do, since signatures are not recomputed. */
export const ACCESS_KEYS: Readonly<Record<string, string>> = {
  AKIADEMOPRODUCTION00: PRODUCTION_ACCOUNT,
  AKIADEMOSTAGING00000: STAGING_ACCOUNT,
};

/** Credentials of an assumed role. The token carries all that is needed to know it again after a restart. */
export interface Session {
  account: string;
  role: string;
  sessionName: string;
  /** End of the session, milliseconds since the epoch. */
  expires: number;
}

/** Access key of an assumed role's session: an account's number behind the usual prefix of temporary keys. */
export function sessionAccessKey(session: Session): string {
  return `ASIADEMO${session.account}`;
}

/** Session token of an assumed role. */
export function sessionToken(session: Session): string {
  return Buffer.from(JSON.stringify(session)).toString('base64url');
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=(\w+)\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, ?SignedHeaders=[\w;-]+, ?Signature=[0-9a-f]{64}$/;

/**
 * The caller of a signed request.
 *
 * @throws AwsError when the signature is missing or incomplete, or the key is unknown or expired.
 */
export function authenticate(request: Request, now: number): Caller {
  const header = request.header('authorization');
  if (!header) {
    throw new AwsError(
      403,
      'MissingAuthenticationToken',
      'Request is missing Authentication Token',
    );
  }
  const match = AUTHORIZATION.exec(header);
  if (!match) {
    throw new AwsError(
      400,
      'IncompleteSignature',
      'Authorization header requires Credential, SignedHeaders and Signature of AWS4-HMAC-SHA256.',
    );
  }
  const [, key, region, service] = match;
  const account = ACCESS_KEYS[key];
  if (account) {
    const arn = `arn:aws:iam::${account}:user/opsdeck`;
    return { account, arn, userId: `AIDADEMO${account}`, region, service };
  }
  const token = request.header('x-amz-security-token');
  const session = parseToken(token);
  if (!session || sessionAccessKey(session) !== key) {
    throw invalidClientToken();
  }
  if (session.expires <= now) {
    throw new AwsError(
      403,
      'ExpiredToken',
      'The security token included in the request is expired',
    );
  }
  return { ...sessionIdentity(session), region, service };
}

/** How a session is called in answers. */
export function sessionIdentity(
  session: Session,
): Pick<Caller, 'account' | 'arn' | 'userId'> {
  const { account, role, sessionName } = session;
  return {
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${sessionName}`,
    userId: `AROADEMO${account}:${sessionName}`,
  };
}

function parseToken(token: string | undefined): Session | undefined {
  try {
    const session = JSON.parse(
      Buffer.from(token ?? '', 'base64url').toString('utf8'),
    );
    const known = Object.values(ACCESS_KEYS).includes(session?.account);
    return known && typeof session.expires === 'number' ? session : undefined;
  } catch {
    return undefined;
  }
}
