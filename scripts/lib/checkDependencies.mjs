import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inRepo } from './paths.mjs';

const { forbiddenPackages } = createRequire(import.meta.url)(
  '../import-rules.js',
);

/**
 * Whether every package.json keeps to the rules that the linter applies to
 * imports, and is none that an interrupted packing left behind.
 */
export function checkDependencies() {
  const breaches = [];
  for (const folder of readdirSync(inRepo('plugins'))) {
    const manifest = JSON.parse(
      readFileSync(inRepo('plugins', folder, 'package.json'), 'utf8'),
    );
    // In a package as it is published everything points at what was built.
    if (!manifest.main?.startsWith('src/')) {
      breaches.push(
        `plugins/${folder}/package.json must start at its sources, not at ${manifest.main}: \`git restore plugins/${folder}\``,
      );
    }
    const dependencies = Object.keys({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.peerDependencies,
    });
    const forbidden = new Set(forbiddenPackages(folder));
    for (const name of dependencies.filter(each => forbidden.has(each))) {
      breaches.push(
        `plugins/${folder}/package.json must not depend on ${name}`,
      );
    }
  }
  for (const breach of breaches) process.stderr.write(`${breach}\n`);
  return breaches.length === 0 ? 0 : 1;
}
