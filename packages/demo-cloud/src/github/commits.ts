import { mainBranch, tagsAround } from '../world/branch';
import { ChangedFile, Commit } from '../world/commits';
import { isoSeconds } from '../world/time';
import type { World } from '../world/world';
import { nodeId, Repository, userOf } from './repository';

/** Files that a comparison names at most. */
const FILE_LIMIT = 300;

/** The main branch of a repository at an instant, with what names its commits. */
export class History {
  readonly #commits: Commit[];
  readonly #tags: Map<string, string>;

  constructor(
    world: World,
    private readonly repository: Repository,
    now: number,
  ) {
    this.#commits = mainBranch(world, repository.service, now);
    this.#tags = tagsAround(world, repository.service, now);
  }

  /** One commit with its files; undefined when the reference leads to none. */
  commit(ref: string): object | undefined {
    const index = this.#resolve(ref);
    if (index === undefined) {
      return undefined;
    }
    const { files } = this.#commits[index];
    return {
      ...this.#body(index),
      stats: statsOf(files),
      files: files.map(file => this.#file(file, this.#commits[index].sha)),
    };
  }

  /** The commits, newest first. */
  list(): object[] {
    return this.#commits.map((_, index) => this.#body(index)).reverse();
  }

  /** What `head` has over `base`; undefined when one of them leads to no commit. The branch is one line. */
  compare(base: string, head: string): Comparison | undefined {
    const from = this.#resolve(base);
    const to = this.#resolve(head);
    if (from === undefined || to === undefined) {
      return undefined;
    }
    const ahead = Math.max(0, to - from);
    const behind = Math.max(0, from - to);
    const commits = Array.from({ length: ahead }, (_, n) => from + 1 + n);
    const { url, html } = this.repository;
    const range = `${this.#commits[from].sha}...${this.#commits[to].sha}`;
    return {
      url: `${url}/compare/${base}...${head}`,
      html_url: `${html}/compare/${base}...${head}`,
      permalink_url: `${html}/compare/${range}`,
      diff_url: `${html}/compare/${base}...${head}.diff`,
      patch_url: `${html}/compare/${base}...${head}.patch`,
      base_commit: this.#body(from),
      merge_base_commit: this.#body(Math.min(from, to)),
      status: statusOf(ahead, behind),
      ahead_by: ahead,
      behind_by: behind,
      total_commits: ahead,
      commits: commits.map(index => this.#body(index)),
      files: mergeFiles(commits.map(index => this.#commits[index].files))
        .slice(0, FILE_LIMIT)
        .map(file => this.#file(file, this.#commits[to].sha)),
    };
  }

  /** Position of what a full or short hash, a tag or the branch leads to. */
  #resolve(ref: string): number | undefined {
    const name = ref.replace(/^(refs\/)?(heads|tags)\//, '');
    if (name === 'main' || name === 'HEAD') {
      return this.#commits.length - 1;
    }
    const sha = this.#tags.get(name) ?? name;
    const index = /^[0-9a-f]{7,40}$/.test(sha)
      ? this.#commits.findIndex(commit => commit.sha.startsWith(sha))
      : -1;
    return index >= 0 ? index : undefined;
  }

  #body(index: number) {
    const { url, html } = this.repository;
    const { sha, message, author, date } = this.#commits[index];
    const parent = this.#commits[index - 1]?.sha;
    const user = userOf(author, this.repository);
    const signature = {
      name: author,
      email: `${author}@example.com`,
      date: isoSeconds(date),
    };
    return {
      sha,
      node_id: nodeId('Commit', sha),
      commit: {
        author: signature,
        committer: signature,
        message,
        url: `${url}/git/commits/${sha}`,
        comment_count: 0,
        verification: {
          verified: false,
          reason: 'unsigned',
          signature: null,
          payload: null,
          verified_at: null,
        },
      },
      url: `${url}/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
      comments_url: `${url}/commits/${sha}/comments`,
      author: user,
      committer: user,
      parents: parent
        ? [
            {
              sha: parent,
              url: `${url}/commits/${parent}`,
              html_url: `${html}/commit/${parent}`,
            },
          ]
        : [],
    };
  }

  #file({ filename, additions, deletions }: ChangedFile, sha: string): object {
    const { url, html } = this.repository;
    return {
      sha,
      filename,
      status: 'modified',
      additions,
      deletions,
      changes: additions + deletions,
      blob_url: `${html}/blob/${sha}/${filename}`,
      raw_url: `${html}/raw/${sha}/${filename}`,
      contents_url: `${url}/contents/${filename}?ref=${sha}`,
    };
  }
}

/** A comparison with all its commits, oldest first. */
export interface Comparison {
  commits: object[];
  files: object[];
  [member: string]: unknown;
}

function statusOf(ahead: number, behind: number): string {
  if (ahead === behind) {
    return 'identical';
  }
  return ahead > 0 ? 'ahead' : 'behind';
}

function statsOf(files: readonly ChangedFile[]): object {
  const sum = (of: (file: ChangedFile) => number) =>
    files.reduce((total, file) => total + of(file), 0);
  const additions = sum(file => file.additions);
  const deletions = sum(file => file.deletions);
  return { additions, deletions, total: additions + deletions };
}

/** Changes of the same file become one. */
function mergeFiles(changes: readonly ChangedFile[][]): ChangedFile[] {
  const merged = new Map<string, ChangedFile>();
  for (const file of changes.flat()) {
    const known = merged.get(file.filename);
    merged.set(file.filename, {
      filename: file.filename,
      additions: file.additions + (known?.additions ?? 0),
      deletions: file.deletions + (known?.deletions ?? 0),
    });
  }
  return [...merged.values()];
}
