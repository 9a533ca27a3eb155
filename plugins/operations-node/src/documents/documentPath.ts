import { posix } from 'node:path';
import { InputError } from '@backstage/errors';

/** True when the entry of the annotation names several documents. */
export function isDocumentGlob(entry: string): boolean {
  return entry.includes('*');
}

/**
 * Whether an entry of an annotation, a path or a glob, names this document.
 * `*` stands for anything within a folder, `**` for any number of folders.
 */
export function matchesDocumentPath(entry: string, path: string): boolean {
  const pattern = posix.normalize(entry);
  return isDocumentGlob(pattern)
    ? posix.matchesGlob(path, pattern)
    : pattern === path;
}

/**
 * An entry of an annotation as a path or glob below the source location.
 *
 * @throws InputError with what is wrong with the entry.
 */
export function parseDocumentPath(entry: string): string {
  if (entry.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(entry)) {
    throw new InputError(
      'Give the path relative to the source location of the entity.',
    );
  }
  if (/[?#%\\[\]{}!()]/.test(entry) || hasControlCharacter(entry)) {
    throw new InputError(
      'Use letters, digits, "-", "_", "." and "/" in paths, and "*" or "**" in globs.',
    );
  }
  const path = posix.normalize(entry);
  if (path.split('/').includes('..')) {
    throw new InputError(
      'The path leaves the source location of the entity; remove the "..".',
    );
  }
  if (path === '.' || path.endsWith('/')) {
    throw new InputError(
      'The path names a folder; name a file, or add "*.md" for all of its files.',
    );
  }
  return path;
}

function hasControlCharacter(text: string): boolean {
  return [...text].some(character => character < ' ');
}
