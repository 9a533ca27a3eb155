import { V1PodTemplateSpec } from '@kubernetes/client-node';
import { Artifact } from '@opsdeck/backstage-plugin-deployments-common';

const VERSION = 'app.kubernetes.io/version';
const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';
/** OCI image annotations, which build tools also write onto Pods. */
const COMMIT = 'org.opencontainers.image.revision';
const REPOSITORY = 'org.opencontainers.image.source';

/** Tags that are moved from image to image: they say nothing of the version. */
const MOVING_TAG = /^(latest|main|master|stable|edge)$/;

/** What a Pod template deploys. */
export interface Provenance {
  artifact: Artifact;
  commit: string | null;
  repository: string | null;
}

/**
 * What a Pod template deploys: the image of its main container, the version by
 * the label `app.kubernetes.io/version` or else by the image's tag, and the commit
 * and repository by the OCI annotations.
 *
 * @param name - of the workload: a container of the same name is the main one
 */
export function provenanceOf(
  template: V1PodTemplateSpec | undefined,
  name: string,
): Provenance {
  const labels = template?.metadata?.labels ?? {};
  const annotations = template?.metadata?.annotations ?? {};
  const containers = template?.spec?.containers ?? [];
  const main =
    containers.find(one => one.name === annotations[DEFAULT_CONTAINER]) ??
    containers.find(one => one.name === name) ??
    containers[0];
  const { tag, digest } = parseImage(main?.image ?? '');
  const commit = annotations[COMMIT] ?? labels[COMMIT];
  return {
    artifact: {
      version: cut(labels[VERSION], 128) ?? cut(tag, 128),
      digest: cut(digest, 200),
      image: cut(main?.image, 500),
    },
    commit: commit && /^[0-9a-f]{7,64}$/i.test(commit) ? commit : null,
    repository: cut(
      annotations[REPOSITORY]?.replace(/^https?:\/\//, '').replace(
        /\.git$/,
        '',
      ),
      300,
    ),
  };
}

/** Tag and digest of an image reference, `host:port/path:tag@digest`. */
function parseImage(reference: string): { tag?: string; digest?: string } {
  const [name, digest] = reference.split('@');
  const tag = /:([^:/]+)$/.exec(name)?.[1];
  return { tag: tag && !MOVING_TAG.test(tag) ? tag : undefined, digest };
}

function cut(text: string | undefined, length: number): string | null {
  return text?.trim().slice(0, length) || null;
}
