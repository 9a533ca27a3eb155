interface Line {
  fault: string;
  deliveries: number;
  runs: number;
  lost: number;
  doubled: number;
  /** Seconds until the work went on; null where nothing stood still. */
  resumedAfterS: number | null;
}

const COLUMNS: readonly (keyof Line)[] = [
  'fault',
  'deliveries',
  'runs',
  'lost',
  'doubled',
  'resumedAfterS',
];
const TITLES = [
  'fault',
  'deliveries',
  'runs',
  'lost',
  'doubled',
  'seconds to resume',
];

const lines: Line[] = [];

/** Writes down what a fault did. */
export function note(fault: string, found: Partial<Line>): void {
  lines.push({
    fault,
    deliveries: 0,
    runs: 0,
    lost: 0,
    doubled: 0,
    resumedAfterS: null,
    ...found,
  });
}

/** The table of everything that was noted. */
export function table(): string {
  const cells = [
    TITLES,
    ...lines.map(line =>
      COLUMNS.map(column =>
        line[column] === null ? '–' : String(line[column]),
      ),
    ),
  ];
  const widths = TITLES.map((_, i) =>
    Math.max(...cells.map(row => row[i].length)),
  );
  return cells
    .map(row =>
      row
        .map((cell, i) =>
          i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]),
        )
        .join('  '),
    )
    .join('\n');
}
