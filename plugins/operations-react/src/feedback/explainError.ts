import { ResponseError, toError } from '@backstage/errors';
import { KitTranslator } from '../translation/operationsReactTranslationRef';

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
  t: KitTranslator,
): ErrorExplanation {
  const { name, message, status } = facts(error);
  const known = explainKnown(status, name, context, t);
  if (known) return { ...known, detail: message || undefined };
  if (status === undefined && name === 'TypeError') {
    return {
      title: t('error.unreachable'),
      advice: t('error.unreachableAdvice'),
      retryable: true,
    };
  }
  const refused = status !== undefined && status < 500;
  return {
    title: couldNot(context, t),
    advice: refused ? t('error.refused') : t('error.failedAdvice'),
    detail: message || undefined,
    retryable: !refused,
  };
}

function explainKnown(
  status: number | undefined,
  name: string,
  context: ErrorContext,
  t: KitTranslator,
): Omit<ErrorExplanation, 'detail'> | undefined {
  if (status === 403 || name === 'NotAllowedError') {
    return notAllowed(context, t);
  }
  if (status === 401 || name === 'AuthenticationError') {
    return {
      title: t('error.signedOut'),
      advice: t('error.signedOutAdvice'),
      retryable: false,
    };
  }
  if (status === 404 || name === 'NotFoundError') {
    return {
      title: t('error.notFound', { what: context.what }),
      advice: t('error.notFoundAdvice'),
      retryable: false,
    };
  }
  if (status === 409 || name === 'ConflictError') {
    return {
      title: couldNot(context, t),
      advice: t('error.conflictAdvice'),
      retryable: false,
    };
  }
  if (status === 429) {
    return {
      title: t('error.tooMany'),
      advice: t('error.tooManyAdvice'),
      retryable: true,
    };
  }
  return undefined;
}

function couldNot({ what, action }: ErrorContext, t: KitTranslator): string {
  return action
    ? t('error.couldNotDo', { action })
    : t('error.couldNotLoad', { what });
}

function notAllowed(
  { what, action, permission, whoCan }: ErrorContext,
  t: KitTranslator,
) {
  const ask = whoCan ? t('error.ask', { whoCan }) : t('error.askSomebody');
  return {
    title: action
      ? t('error.mayNotDo', { action })
      : t('error.mayNotSee', { what }),
    advice: permission ? t('error.needs', { permission, ask }) : ask,
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
