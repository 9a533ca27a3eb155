import { TimeShift } from '../promql/ast';
import { Windows } from './samples';
import { Grid } from './values';

/** Where the selectors of a query look, given its first and last instant (ms) for `@ start()` and `@ end()`. */
export class Timeline {
  constructor(
    private readonly startMs: number,
    private readonly endMs: number,
  ) {}

  /** The instant a selector looks at, for a step of the grid. */
  at(grid: Grid, { at, offsetMs }: TimeShift, step: number): number {
    if (at === undefined) {
      return grid.startMs + step * grid.stepMs - offsetMs;
    }
    if (at === 'start' || at === 'end') {
      return (at === 'start' ? this.startMs : this.endMs) - offsetMs;
    }
    return at.ms - offsetMs;
  }

  /** The windows of a range that ends where a selector looks. */
  windows(grid: Grid, shift: TimeShift, rangeMs: number): Windows {
    return {
      count: grid.count,
      startMs: step => this.at(grid, shift, step) - rangeMs,
      endMs: step => this.at(grid, shift, step),
    };
  }
}
