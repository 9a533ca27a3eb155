/** A refusal in the words of AWS. */
export class AwsError extends Error {
  readonly name = 'AwsError';

  constructor(readonly status: number, readonly code: string, message: string) {
    super(message);
  }
}

/** The value of a parameter is not allowed. */
export function invalidParameterValue(message: string): AwsError {
  return new AwsError(400, 'InvalidParameterValue', message);
}

/** A required parameter is missing or wrong. */
export function validationError(message: string): AwsError {
  return new AwsError(400, 'ValidationError', message);
}

/** The access key, or the session token that belongs to it, is not known. */
export function invalidClientToken(): AwsError {
  return new AwsError(
    403,
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
  );
}

/** The caller asks too often. */
export function throttling(): AwsError {
  return new AwsError(400, 'Throttling', 'Rate exceeded');
}
