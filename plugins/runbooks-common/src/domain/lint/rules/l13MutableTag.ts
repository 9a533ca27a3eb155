import type { Scope } from '../corpus/types';
import type { Violation } from '../types';
import { perScope, type LintRule } from './rule';

/** Where an image is named: in manifests, and for the programs that run images. */
const CONTEXT =
  /\bimage\s*:|\bset image\b|\b(?:docker|podman)\s+(?:run|pull|push|build|tag|create)\b|^\s*FROM\s|--image[= ]/;
const MUTABLE =
  /[\w.-]+(?::\d+)?(?:\/[\w.-]+)*:((?:latest|stable|edge|nightly|main|master)(?:-[\w.]+)?)(?=["'\s,;]|$)/;

function check({ documents }: Scope): Violation[] {
  return documents.flatMap(({ fences }) =>
    fences.flatMap(({ file, line, lines }) =>
      lines.flatMap((text, index) => {
        if (/^\s*(?:#|\/\/)/.test(text) || !CONTEXT.test(text)) return [];
        const tag = MUTABLE.exec(text)?.[1];
        if (!tag) return [];
        return {
          file,
          line: line + index,
          message: `The tag "${tag}" names another image tomorrow: what runs cannot be told, and there is no way back.`,
          fix: 'Name a version or, better, the digest (image@sha256:…).',
        };
      }),
    ),
  );
}

/** L13: an image by a tag that moves. */
export const mutableTag: LintRule = {
  id: 'L13',
  title: 'mutable image tag',
  severity: 'warning',
  check: perScope(check),
};
