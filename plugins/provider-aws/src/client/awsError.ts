import {
  SourceError,
  failureKindOfStatus,
  retryAtOf,
  toSourceError,
} from '@opsdeck/backstage-plugin-operations-node';

/** What decides, where the HTTP status does not: AWS answers 403 and 400 to many things. */
const KIND_BY_CODE: readonly [kind: SourceError['kind'], codes: RegExp][] = [
  [
    'unauthorized',
    /^(InvalidClientTokenId|InvalidAccessKeyId|InvalidIdentityToken|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|UnrecognizedClientException|ExpiredToken(Exception)?|AuthFailure|MissingAuthenticationToken(Exception)?|NotAuthorized|RequestExpired|RequestInTheFuture|RequestTimeTooSkewed)$/,
  ],
  [
    'forbidden',
    /^(AccessDenied(Exception)?|UnauthorizedOperation|OptInRequired|SubscriptionRequiredException|RegionDisabledException)$/,
  ],
  [
    'throttled',
    /^(Throttl(ing|ed)(Exception)?|RequestThrottled(Exception)?|RequestLimitExceeded|TooManyRequestsException|LimitExceededException|BandwidthLimitExceeded|PriorRequestNotComplete|SlowDown)$/,
  ],
  // The SDK itself: no credentials where it looked for them.
  ['configuration', /ProviderError$/],
];

interface AwsFailure {
  name?: string;
  code?: string;
  message?: string;
  $metadata?: { httpStatusCode?: number };
  $response?: { headers?: Record<string, string | undefined> };
}

/**
 * Classifies what an AWS client threw: by the error code of AWS, by the HTTP
 * status, then as any client's error.
 *
 * @param permission - the IAM action that the call needs
 */
export function toAwsSourceError(
  error: unknown,
  permission: string,
): SourceError {
  if (error instanceof SourceError) return error;
  const failure = (error ?? {}) as AwsFailure;
  const status = failure.$metadata?.httpStatusCode;
  const kind =
    KIND_BY_CODE.find(([, codes]) => codes.test(failure.name ?? ''))?.[0] ??
    (status === undefined ? undefined : failureKindOfStatus(status));
  const detail = detailOf(failure);
  if (kind) {
    return new SourceError(
      kind,
      status === undefined ? detail : `HTTP ${status} (${detail})`,
      {
        missingPermission: kind === 'forbidden' ? permission : undefined,
        retryAt: retryAtOf(
          failure.$response?.headers?.['retry-after'],
          new Date(),
        ),
        cause: error,
      },
    );
  }
  const general = toSourceError(error);
  if (general.kind !== 'internal') {
    return new SourceError(general.kind, detail, { cause: error });
  }
  // The SDK could not read a 2xx answer: the body was not what AWS documents.
  return status === undefined
    ? general
    : new SourceError('malformed', detail, { cause: error });
}

/** Only the first line: further ones are hints of the SDK to its developers. */
function detailOf({ name, code, message }: AwsFailure): string {
  const label = [name, code].find(
    text => text && text !== 'Error' && text !== 'Unknown',
  );
  return [label, message?.split('\n')[0]].filter(Boolean).join(': ');
}
