import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

/*
 * The mutation tests run all tests of this folder as one: what they import is then loaded
 * once for each mutant and not once for each file.
 */
const folder = resolve(__dirname, '..');

describe.each(readdirSync(folder).filter(name => name.endsWith('.test.ts')))(
  '%s',
  name => {
    jest.requireActual(resolve(folder, name));
  },
);
