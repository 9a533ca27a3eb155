import { drawBetween, drawInteger, drawOne, KeyPart } from './random';
import { commitCount, Release, shaOf } from './releases';
import { Service } from './services';
import { DAY, MINUTE, wholeSeconds } from './time';

/** One file that a commit changes. */
export interface ChangedFile {
  filename: string;
  additions: number;
  deletions: number;
}

/** One commit on the main branch. */
export interface Commit {
  sha: string;
  /** First line, with the number of its pull request. */
  message: string;
  author: string;
  /** Milliseconds since the epoch. */
  date: number;
  files: ChangedFile[];
}

const CHANGES = [
  { kind: 'feat', verbs: ['add filters to', 'show totals in'] },
  { kind: 'fix', verbs: ['correct rounding in', 'handle empty answers in'] },
  { kind: 'fix', verbs: ['retry time-outs in', 'stop double submits in'] },
  { kind: 'refactor', verbs: ['split up', 'simplify'] },
  { kind: 'perf', verbs: ['cache look-ups of', 'batch queries of'] },
  { kind: 'test', verbs: ['cover edge cases of', 'add a load test for'] },
] as const;
const FILES = [
  'src/api/routes.ts',
  'src/domain/model.ts',
  'src/domain/rules.ts',
  'src/web/page.tsx',
  'test/journey.test.ts',
  'docs/operations.md',
] as const;

/** The commits that a release brings, oldest first: all made since the release before it was built. */
export function commitsOf(
  seed: string,
  service: Service,
  release: Release,
  previous: Release | undefined,
): Commit[] {
  const { slot } = release;
  const built = firstRollout(release) - 10 * MINUTE;
  const from = previous ? firstRollout(previous) : built - DAY;
  const count = commitCount(seed, service, slot);
  return Array.from({ length: count }, (_, index) => {
    const key = [seed, service.name, 'commit', slot, index] as const;
    const share = (index + drawBetween(0.05, 0.95, ...key, 'date')) / count;
    const change = drawOne(CHANGES, ...key, 'change');
    const verb = drawOne<string>(change.verbs, ...key, 'verb');
    const topic = drawOne(service.topics, ...key, 'topic');
    return {
      sha: shaOf(seed, service, slot, index),
      message: `${change.kind}: ${verb} ${topic} (#${8 * slot + index + 1})`,
      author: drawOne(service.authors, ...key, 'author'),
      date: wholeSeconds(from + share * (built - from)),
      files: filesOf(...key),
    };
  });
}

function firstRollout({ rollouts }: Release): number {
  return Math.min(...Object.values(rollouts).map(rollout => rollout.started));
}

function filesOf(...key: KeyPart[]): ChangedFile[] {
  const first = drawInteger(0, FILES.length - 1, ...key, 'first file');
  const count = drawInteger(1, 3, ...key, 'files');
  return Array.from({ length: count }, (_, index) => ({
    filename: FILES[(first + index) % FILES.length],
    additions: drawInteger(1, 60, ...key, 'additions', index),
    deletions: drawInteger(0, 25, ...key, 'deletions', index),
  }));
}
