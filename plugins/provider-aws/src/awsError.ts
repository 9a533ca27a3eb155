import {
  SourceError,
  failureKindOfStatus,
  toSourceError,
} from '@opsdeck/backstage-plugin-operations-node';

const UNAUTHORIZED = new Set([
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
  'ExpiredToken',
  'ExpiredTokenException',
  'AuthFailure',
  'MissingAuthenticationToken',
  'CredentialsProviderError',
]);
const FORBIDDEN = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'OptInRequired',
]);
const THROTTLED = new Set([
  'Throttling',
  'ThrottlingException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
]);

/**
 * Classifies what an AWS client threw. AWS answers 403 to a wrong key as well
 * as to a missing permission, and 400 when it throttles: the error code decides.
 *
 * @param permission - the IAM action that the call needs
 */
export function toAwsSourceError(
  error: unknown,
  permission: string,
): SourceError {
  const { name, message, $metadata } = error as {
    name?: string;
    message?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const detail = `${name ?? 'Error'}: ${message ?? String(error)}`;
  if (name && UNAUTHORIZED.has(name)) {
    return new SourceError('unauthorized', detail, { cause: error });
  }
  if (name && FORBIDDEN.has(name)) {
    return new SourceError('forbidden', detail, {
      missingPermission: permission,
      cause: error,
    });
  }
  if (name && THROTTLED.has(name)) {
    return new SourceError('throttled', detail, { cause: error });
  }
  const status = $metadata?.httpStatusCode;
  const kind = status === undefined ? undefined : failureKindOfStatus(status);
  if (kind) {
    return new SourceError(kind, `HTTP ${status} (${detail})`, {
      missingPermission: kind === 'forbidden' ? permission : undefined,
      cause: error,
    });
  }
  // The SDK could not read a 2xx answer: the body was not what AWS documents.
  if (status !== undefined) {
    return new SourceError('malformed', detail, { cause: error });
  }
  return toSourceError(error);
}
