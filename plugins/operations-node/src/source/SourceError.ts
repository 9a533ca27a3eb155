import {
  FailureKind,
  failureMeaning,
} from '@opsdeck/backstage-plugin-operations-common';
import { cutText, redactText } from '../redact';

const MAX_DETAIL_LENGTH = 1_000;

export interface SourceErrorOptions {
  /** What the provider's credentials lack, in the provider's own words. */
  missingPermission?: string;
  /** When the provider wants to be asked again. */
  retryAt?: Date;
  cause?: unknown;
}

/**
 * A failure to read a provider, classified. The message is shown to people on
 * the Sources page: it says what happened, what looks like a secret is taken
 * out of it, and it is cut when a provider answers with a novel.
 */
export class SourceError extends Error {
  readonly kind: FailureKind;
  readonly missingPermission?: string;
  readonly retryAt?: Date;

  constructor(
    kind: FailureKind,
    detail: string,
    options: SourceErrorOptions = {},
  ) {
    const said = cutText(redactText(detail).trim(), MAX_DETAIL_LENGTH);
    const advice = options.missingPermission
      ? `; needs ${options.missingPermission}`
      : '';
    super(`${failureMeaning(kind)}${said ? `: ${said}` : ''}${advice}`, {
      cause: options.cause,
    });
    this.name = 'SourceError';
    this.kind = kind;
    this.missingPermission = options.missingPermission;
    this.retryAt = options.retryAt;
  }
}

/** Failures that may pass by themselves within seconds: worth another try. */
export function isTransient(kind: FailureKind): boolean {
  return (
    kind === 'throttled' ||
    kind === 'unavailable' ||
    kind === 'timeout' ||
    kind === 'network'
  );
}
