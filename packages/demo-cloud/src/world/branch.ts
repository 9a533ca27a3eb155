import { switchedReleases } from './badReleases';
import { Commit } from './commits';
import { LONGEST_LEAD, slotAt, slotLength } from './releases';
import { Service } from './services';
import { HISTORY } from './time';
import type { World } from './world';

/** The commits on the main branch of a service at an instant, oldest first, as far as the story goes back. */
export function mainBranch(
  world: World,
  service: Service,
  tMs: number,
): Commit[] {
  const last = slotAt(service, tMs + LONGEST_LEAD);
  const first = Math.max(0, last - Math.ceil(HISTORY / slotLength(service)));
  const commits = urgentCommits(world, service);
  for (let slot = first; slot <= last; slot++) {
    commits.push(...world.commits(service, slot));
  }
  return commits
    .filter(commit => commit.date <= tMs)
    .sort((a, b) => a.date - b.date);
}

/** Name of the tag that a released version has. */
export function tagOf(version: string): string {
  return `v${version}`;
}

/** The tags of the versions around an instant, some of them still to come: tag to commit hash. */
export function tagsAround(
  world: World,
  service: Service,
  tMs: number,
): Map<string, string> {
  const last = slotAt(service, tMs + LONGEST_LEAD);
  const first = Math.max(0, last - Math.ceil(HISTORY / slotLength(service)));
  const tags = new Map<string, string>();
  for (let slot = first; slot <= last; slot++) {
    const { version, sha } = world.release(service, slot);
    tags.set(tagOf(version), sha);
  }
  for (const { version, sha } of switchedReleases(world, service)) {
    tags.set(tagOf(version), sha);
  }
  return tags;
}

/** Each release that was switched on brings one commit, made when the switch was turned. */
function urgentCommits(world: World, service: Service): Commit[] {
  return switchedReleases(world, service).map(release => ({
    sha: release.sha,
    author: release.author,
    message: `fix: urgent change for ${release.version} (#${
      90_000 + release.index
    })`,
    date: release.switchedOn,
    files: [{ filename: 'src/api/routes.ts', additions: 2, deletions: 1 }],
  }));
}
