import { Commit, commitsOf } from './commits';
import { Release, releaseOf } from './releases';
import { ScenarioLog } from './scenarios';
import { Service } from './services';

/**
 * One coherent world of five services. Everything that is asked of it is a function of the seed, the turns of the
 * switches and the instant asked for; what it keeps in memory only saves repeated work.
 */
export class World {
  readonly #releases = new Map<string, Release>();
  readonly #commits = new Map<string, Commit[]>();

  constructor(
    readonly seed: string,
    readonly scenarios: ScenarioLog = new ScenarioLog(),
  ) {}

  /** The release of a slot. */
  release(service: Service, slot: number): Release {
    const key = `${service.name}/${slot}`;
    let release = this.#releases.get(key);
    if (!release) {
      release = releaseOf(this.seed, service, slot);
      this.#releases.set(key, release);
    }
    return release;
  }

  /** The commits that the release of a slot brings, oldest first. */
  commits(service: Service, slot: number): Commit[] {
    const key = `${service.name}/${slot}`;
    let commits = this.#commits.get(key);
    if (!commits) {
      const previous = slot > 0 ? this.release(service, slot - 1) : undefined;
      const release = this.release(service, slot);
      commits = commitsOf(this.seed, service, release, previous);
      this.#commits.set(key, commits);
    }
    return commits;
  }
}
