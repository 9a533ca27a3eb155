import { Artifact } from '../api';

/** What identifies a release: its artifact, the commit it was built from, or both. */
export interface Release {
  artifact: Artifact | null;
  commit: string | null;
}

/** A version as it is compared: `refs/tags/v1.42.0`, `v1.42.0` and `1.42.0` are one. */
export function canonicalVersion(version: string): string {
  return version
    .trim()
    .replace(/^refs\/tags\//, '')
    .replace(/^v(?=\d)/i, '');
}

/**
 * Whether two releases are the same one: by content digest, else by commit, else
 * by version. Undefined when they have nothing in common to compare. Different
 * digests alone prove nothing: one release has a digest per platform.
 */
export function sameRelease(a: Release, b: Release): boolean | undefined {
  const digests = [a.artifact?.digest, b.artifact?.digest];
  if (digests[0] && digests[0] === digests[1]) return true;
  if (a.commit && b.commit) return sameCommit(a.commit, b.commit);
  const versions = [a.artifact?.version, b.artifact?.version];
  if (versions[0] && versions[1]) {
    return canonicalVersion(versions[0]) === canonicalVersion(versions[1]);
  }
  return undefined;
}

/** One of them may be abbreviated. */
function sameCommit(a: string, b: string): boolean {
  const [short, long] = [a.toLowerCase(), b.toLowerCase()].sort(
    (x, y) => x.length - y.length,
  );
  return long.startsWith(short);
}

/** The name of a release for people: its version, else its commit, else its digest. */
export function releaseName({ artifact, commit }: Release): string {
  if (artifact?.version) return canonicalVersion(artifact.version);
  if (commit) return commit.slice(0, 7);
  if (artifact?.digest)
    return artifact.digest.replace(/^\w+:/, '').slice(0, 12);
  return artifact?.image ?? 'an unnamed version';
}
