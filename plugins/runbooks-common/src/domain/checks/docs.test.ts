import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod/v4';
import { CHECK_CONTRACTS } from './contracts';

const PAGE = 'docs/live-checks.md';

function repository(folder: string): string {
  return existsSync(join(folder, PAGE)) ? folder : repository(dirname(folder));
}

/** Rows of tables below a heading, as cells. */
function rowsBelow(page: string, heading: string): string[][] {
  const [, section = ''] = page.split(`\n### ${heading}\n`);
  return section
    .split(/\n#+ /)[0]
    .split('\n')
    .filter(line => line.startsWith('|'))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    );
}

describe('the page about live checks', () => {
  const page = readFileSync(join(repository(__dirname), PAGE), 'utf8');

  it.each([...CHECK_CONTRACTS.values()])(
    'says of $id what its parameters are',
    ({ id, title, parameters }) => {
      const { properties = {}, required = [] } = z.toJSONSchema(parameters, {
        io: 'input',
      });
      const rows = Object.entries(properties).map(([name, property]) => [
        required.includes(name) ? `\`${name}\` (needed)` : `\`${name}\``,
        z.object({ description: z.string() }).parse(property).description,
      ]);
      expect(rowsBelow(page, `\`${id}\`: ${title}`).slice(2)).toEqual(rows);
    },
  );
});
