import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ResponseError,
} from '@backstage/errors';
import { Capability } from '@opsdeck/backstage-plugin-operations-common';
import { toSourceError } from '@opsdeck/backstage-plugin-operations-node';

/** Why a tab's backend did not answer, in plain words. */
export function problemOf(pluginId: Capability, error: unknown): string {
  if (error instanceof ResponseError) return refusalOf(pluginId, error);
  switch (toSourceError(error).kind) {
    case 'timeout':
      return `The ${pluginId} backend did not answer in time.`;
    case 'network':
      return `The ${pluginId} backend could not be reached.`;
    default:
      return `The ${pluginId} backend gave an answer that could not be understood; are all Opsdeck packages of one version?`;
  }
}

/** What a tab refused is refused here in the same words, not as a failed request. */
export function toCallerError(pluginId: Capability, error: unknown): unknown {
  if (!(error instanceof ResponseError)) return error;
  const message = refusalOf(pluginId, error);
  switch (error.statusCode) {
    case 400:
      return new InputError(message);
    case 403:
      return new NotAllowedError(message);
    case 404:
      return new NotFoundError(message);
    case 409:
      return new ConflictError(message);
    default:
      return error;
  }
}

/** Backstage names its refusals; anything else may be a page of a proxy. */
function refusalOf(pluginId: Capability, error: ResponseError): string {
  return error.cause.name === 'Error'
    ? `The ${pluginId} backend answered with status ${error.statusCode}.`
    : `The ${pluginId} backend refused: ${error.cause.message}`;
}
