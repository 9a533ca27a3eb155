import { V1Deployment } from '@kubernetes/client-node';
import { z } from 'zod/v4';
import { RevisionObject } from './objects';

/** Repeats the whole object as its author applied it, environment included. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

const payloadSchema = z.object({
  deployment: z.looseObject({}),
  replicaSets: z.array(
    z.object({
      owner: z.string(),
      revision: z.number(),
      earlier: z.array(z.number()),
      createdAt: z.string().nullable(),
      ready: z.number(),
      cause: z.string().nullable(),
      deployedBy: z.string().nullable(),
      provenance: z.object({
        artifact: z.object({
          version: z.string().nullable(),
          digest: z.string().nullable(),
          image: z.string().nullable(),
        }),
        commit: z.string().nullable(),
        repository: z.string().nullable(),
      }),
    }),
  ),
});

/**
 * A Deployment and its ReplicaSets as a dead letter keeps them: of the Pods only
 * labels, annotations and images, because their environment may hold secrets.
 */
export function toPayload(
  { metadata, spec, status }: V1Deployment,
  replicaSets: readonly RevisionObject[],
): unknown {
  const { template } = spec ?? {};
  const { managedFields: _, annotations, ...identity } = metadata ?? {};
  const deployment = {
    metadata: { ...identity, annotations: withoutLastApplied(annotations) },
    spec: spec && {
      replicas: spec.replicas,
      paused: spec.paused,
      strategy: spec.strategy,
      template: template && {
        metadata: template.metadata && {
          labels: template.metadata.labels,
          annotations: withoutLastApplied(template.metadata.annotations),
        },
        spec: template.spec && {
          containers: template.spec.containers?.map(({ name, image }) => ({
            name,
            image,
          })),
        },
      },
    },
    status,
  };
  return JSON.parse(JSON.stringify({ deployment, replicaSets }));
}

/**
 * The Deployment and its ReplicaSets that a dead letter kept.
 *
 * @throws Error saying what is no such payload.
 */
export function fromPayload(payload: unknown): {
  deployment: V1Deployment;
  replicaSets: RevisionObject[];
} {
  const parsed = payloadSchema.safeParse(payload);
  if (!parsed.success) {
    throw new Error(
      `It is no Deployment as it is kept: ${z.prettifyError(parsed.error)}`,
    );
  }
  // Instants are texts now; whoever reads them takes both.
  const deployment = parsed.data.deployment as V1Deployment;
  return { deployment, replicaSets: parsed.data.replicaSets };
}

function withoutLastApplied(
  annotations: Record<string, string> | undefined,
): Record<string, string> | undefined {
  if (!annotations) return undefined;
  const { [LAST_APPLIED]: _, ...others } = annotations;
  return others;
}
