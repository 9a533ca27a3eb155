import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

const NAME = '@opsdeck/backstage-plugin-operations-node';
const read = (path: string) =>
  readFileSync(resolvePackagePath(NAME, path), 'utf8');

/** As a package outside this repository writes it. */
function asOutside(code: string): string {
  return code
    .replace("'../../../index'", `'${NAME}'`)
    .replace("'../../index'", `'${NAME}/testing'`);
}

/** Lines break elsewhere where a name is longer. */
function withoutLayout(code: string): string {
  return code.replace(/\s+/g, '').replace(/,(?=[})\]])/g, '');
}

it.each(['ItemSource.ts', 'ItemSource.contract.test.ts'])(
  'the README has %s, which is compiled and run here, word for word',
  file => {
    const code = read(`src/testing/__fixtures__/readme/${file}`);
    expect(withoutLayout(read('README.md'))).toContain(
      withoutLayout(`\`\`\`ts\n${asOutside(code)}\`\`\``),
    );
  },
);
