import {
  cpSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { inRepo } from '../paths.mjs';

const PROVIDER = 'packages/provider';

/**
 * Lays out a Backstage app that uses the packed packages and nothing else of
 * this repository. Everything else comes in the versions of our lockfile.
 *
 * @param tarballs package name → file
 * @param values what `%NAME%` stands for in the templates
 */
export function layOut(folder, tarballs, values) {
  cpSync(inRepo('scripts/templates/fresh-app'), folder, { recursive: true });
  for (const file of readdirSync(folder, {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!file.isFile()) continue;
    const name = path.join(file.parentPath, file.name);
    const text = readFileSync(name, 'utf8');
    writeFileSync(
      name,
      text.replace(/%([A-Z_]+)%/g, (_, key) => values[key]),
    );
  }
  for (const name of ['app', 'legacy']) {
    copyFileSync(
      path.join(folder, 'SignInPage.tsx'),
      path.join(folder, 'packages', name, 'src/SignInPage.tsx'),
    );
  }
  layOutProvider(providerIn(folder));
  const ours = JSON.parse(readFileSync(inRepo('package.json'), 'utf8'));
  const file = path.join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  manifest.packageManager = ours.packageManager;
  manifest.resolutions = {
    ...ours.resolutions,
    ...Object.fromEntries(
      Object.entries(tarballs).map(([name, tarball]) => [
        name,
        `file:${tarball}`,
      ]),
    ),
  };
  writeFileSync(file, JSON.stringify(manifest, null, 2));
  copyFileSync(inRepo('yarn.lock'), path.join(folder, 'yarn.lock'));
  writeFileSync(
    path.join(folder, '.yarnrc.yml'),
    `${readFileSync(
      inRepo('.yarnrc.yml'),
      'utf8',
    )}\nnmMode: hardlinks-global\nenableImmutableInstalls: false\n`,
  );
}

/** Where in the app the package stands that an author of a source would write. */
export function providerIn(folder) {
  return path.join(folder, PROVIDER);
}

/** Exactly what the README of operations-node says: its manifest, its source and its test. */
function layOutProvider(folder) {
  const readme = readFileSync(
    inRepo('plugins/operations-node/README.md'),
    'utf8',
  );
  const blocks = [...readme.matchAll(/^```(\w+)\n([^]*?)^```$/gm)];
  const blockWith = text => {
    const found = blocks.find(([, , code]) => code.includes(text));
    if (!found) {
      throw new Error(`The README of operations-node has no "${text}"`);
    }
    return found[2];
  };
  const manifest = {
    name: 'fresh-provider',
    version: '1.0.0',
    private: true,
    ...JSON.parse(blockWith('"devDependencies"')),
  };
  mkdirSync(path.join(folder, 'src'), { recursive: true });
  const write = (file, text) => writeFileSync(path.join(folder, file), text);
  write('package.json', JSON.stringify(manifest, null, 2));
  write('src/index.ts', "export { ItemSource } from './ItemSource';\n");
  write('src/ItemSource.ts', blockWith('class ItemSource'));
  write('src/ItemSource.contract.test.ts', blockWith('runSourceContract({'));
}
