import { DeploymentAttempt } from '@opsdeck/backstage-plugin-deployments-common';
import { z } from 'zod/v4';
import { deploymentAnswerSchema, statusAnswerSchema } from './answers';
import { MapOptions, mapDeployment } from './mapDeployment';

const answersSchema = z.object({
  deployment: deploymentAnswerSchema,
  statuses: z.array(statusAnswerSchema),
});

/** A deployment and all of its statuses as GitHub answered them. */
export interface RawDeployment {
  deployment: unknown;
  /** Newest first; null when they could not be asked for. */
  statuses: readonly unknown[] | null;
}

/** The answers as a dead letter keeps them. */
export function toPayload({ deployment, statuses }: RawDeployment): unknown {
  return {
    deployment: withoutApp(deployment),
    statuses: statuses?.map(withoutApp) ?? null,
  };
}

/**
 * The record of what GitHub answered, or of what a dead letter kept of it.
 *
 * @throws Error saying what GitHub does not document of it.
 */
export function normaliseDeployment(
  payload: unknown,
  options: MapOptions,
): DeploymentAttempt {
  const parsed = answersSchema.safeParse(payload);
  if (!parsed.success) {
    throw new Error(
      `GitHub does not document such a deployment: ${z.prettifyError(
        parsed.error,
      )}`,
    );
  }
  const { deployment, statuses } = parsed.data;
  return mapDeployment(deployment, statuses, options);
}

/** The app's list of permissions has names like `secrets`, which would be taken for some. */
function withoutApp(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(
    Object.entries(answer).filter(
      ([name]) => name !== 'performed_via_github_app',
    ),
  );
}
