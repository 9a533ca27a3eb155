import { ResponseError, toError } from '@backstage/errors';

/** What a person needs to know about a failure. */
export interface ErrorExplanation {
  /** What happened, in a few words. */
  title: string;
  /** What to do. */
  advice: string;
  /** What the other side said, where that adds something. */
  detail?: string;
  /** Whether trying again can help. */
  retryable: boolean;
}

export interface ErrorContext {
  /** What the request was about, for example "the deployments of orders". */
  what: string;
  /** For a write: what was to be done, for example "roll back production to 1.41.3". */
  action?: string;
  /** Name of the permission that the request needs. */
  permission?: string;
  /** Who has it, for example "the owners of orders (team payments)". */
  whoCan?: string;
}

/** Tells a failed request in plain words, by what the reader can do about it. */
export function explainError(
  error: unknown,
  context: ErrorContext,
): ErrorExplanation {
  const { name, message, status } = facts(error);
  const known = explainKnown(status, name, context);
  if (known) return { ...known, detail: message || undefined };
  if (status === undefined && name === 'TypeError') {
    return {
      title: 'The portal’s backend could not be reached',
      advice: 'Check your network connection, then try again.',
      retryable: true,
    };
  }
  const refused = status !== undefined && status < 500;
  return {
    title: couldNot(context),
    advice: refused
      ? 'The request was refused.'
      : 'Try again. If it keeps failing, show the details to whoever runs the portal.',
    detail: message || undefined,
    retryable: !refused,
  };
}

function explainKnown(
  status: number | undefined,
  name: string,
  context: ErrorContext,
): Omit<ErrorExplanation, 'detail'> | undefined {
  if (status === 403 || name === 'NotAllowedError') return notAllowed(context);
  if (status === 401 || name === 'AuthenticationError') {
    return {
      title: 'You are not signed in any more',
      advice: 'Reload the page and sign in again.',
      retryable: false,
    };
  }
  if (status === 404 || name === 'NotFoundError') {
    return {
      title: `Not found: ${context.what}`,
      advice:
        'It may have been removed or renamed, or you may not be allowed to see it.',
      retryable: false,
    };
  }
  if (status === 409 || name === 'ConflictError') {
    return {
      title: couldNot(context),
      advice: 'Something changed in the meantime. Reload and look again.',
      retryable: false,
    };
  }
  if (status === 429) {
    return {
      title: 'Too many requests',
      advice: 'Wait a minute, then try again.',
      retryable: true,
    };
  }
  return undefined;
}

function couldNot({ what, action }: ErrorContext): string {
  return `Could not ${action ?? `load ${what}`}`;
}

function notAllowed({ what, action, permission, whoCan }: ErrorContext) {
  const needs = permission ? `It needs the permission ${permission}. ` : '';
  const ask = whoCan
    ? `Ask ${whoCan}.`
    : 'Ask the owner of the entity, or whoever runs the portal.';
  return {
    title: `You may not ${action ?? `see ${what}`}`,
    advice: needs + ask,
    retryable: false,
  };
}

function facts(error: unknown) {
  if (error instanceof ResponseError) {
    return {
      name: error.cause.name,
      message: error.cause.message,
      status: error.statusCode,
    };
  }
  const { name, message } = toError(error);
  return { name, message, status: undefined };
}
