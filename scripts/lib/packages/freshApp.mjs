import {
  cpSync,
  copyFileSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { inRepo } from '../paths.mjs';

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
