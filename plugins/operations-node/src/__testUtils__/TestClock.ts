/** A clock that stands still until it is moved. */
export class TestClock {
  #now: number;

  constructor(start = '2026-11-20T10:00:00.000Z') {
    this.#now = Date.parse(start);
  }

  readonly read = (): Date => new Date(this.#now);

  advance(by: { seconds?: number; minutes?: number; hours?: number }): Date {
    const { seconds = 0, minutes = 0, hours = 0 } = by;
    this.#now += ((hours * 60 + minutes) * 60 + seconds) * 1000;
    return this.read();
  }
}
