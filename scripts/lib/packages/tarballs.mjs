import { spawnSync } from 'node:child_process';
import { builtinModules } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { inRepo } from '../paths.mjs';

const MAX_KILOBYTES = 1_000;

/** Folders of the packages that are published, as in `plugins/slos`. */
export function publishedFolders() {
  return ['packages', 'plugins']
    .flatMap(parent =>
      readdirSync(inRepo(parent)).map(name => path.posix.join(parent, name)),
    )
    .filter(folder => !manifestOf(folder).private)
    .sort();
}

export function manifestOf(folder) {
  return JSON.parse(readFileSync(inRepo(folder, 'package.json'), 'utf8'));
}

/** What a tarball holds, and its package.json as it is published. */
export function readTarball(file) {
  const tar = (...args) => {
    const result = spawnSync('tar', args, {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (result.status !== 0) throw new Error(result.stderr);
    return result.stdout;
  };
  const entries = tar('-tzf', file)
    .split('\n')
    .filter(entry => entry && !entry.endsWith('/'))
    .map(entry => entry.replace(/^package\//, ''));
  const read = entry => tar('-xzOf', file, `package/${entry}`);
  return { entries, read, manifest: JSON.parse(read('package.json')) };
}

/** What is wrong with a tarball, one line each. */
export function problemsOf(folder, file, kilobytes) {
  const { entries, read, manifest } = readTarball(file);
  const problems = [];
  const has = entry => entries.includes(entry.replace(/^\.\//, ''));

  for (const entry of entries) {
    if (/^src\/|\.test\.|__testUtils__|__fixtures__/.test(entry)) {
      problems.push(`holds ${entry}, which nobody needs`);
    }
  }
  for (const entry of ['README.md', ...entryPoints(manifest)]) {
    if (!has(entry)) problems.push(`lacks ${entry}`);
  }
  for (const [name, target] of Object.entries(manifest.exports ?? {})) {
    if (typeof target === 'string' && /\.tsx?$/.test(target)) {
      problems.push(`exports ${name} as a source`);
    }
  }
  for (const entry of readSourceFiles(folder, 'migrations')) {
    if (!has(entry)) problems.push(`lacks ${entry}`);
  }
  if (manifest.configSchema && !has(manifest.configSchema)) {
    problems.push(`lacks its configuration schema ${manifest.configSchema}`);
  }
  for (const [name, range] of Object.entries(manifest.dependencies ?? {})) {
    if (/^(workspace|file|link|portal):/.test(range)) {
      problems.push(`depends on ${name} by ${range}`);
    }
  }
  if (kilobytes > MAX_KILOBYTES) {
    problems.push(`weighs ${kilobytes} kB, more than ${MAX_KILOBYTES}`);
  }
  const code = entries.filter(entry => /^dist\/.*(js|d\.ts)$/.test(entry));
  for (const name of undeclared(manifest, code.map(read))) {
    problems.push(`uses ${name} but does not depend on it`);
  }
  return problems;
}

function entryPoints(manifest) {
  const targets = [
    manifest.main,
    manifest.module,
    manifest.types,
    ...Object.values(manifest.bin ?? {}),
  ];
  const add = target => {
    if (typeof target === 'string') targets.push(target);
    else if (target) {
      for (const [condition, file] of Object.entries(target)) {
        // Names the kind of a feature, not a file.
        if (condition !== 'backstage') add(file);
      }
    }
  };
  add(manifest.exports);
  return [...new Set(targets.filter(Boolean))];
}

function readSourceFiles(folder, name) {
  if (!manifestOf(folder).files.includes(name)) return [];
  return readdirSync(inRepo(folder, name)).map(file =>
    path.posix.join(name, file),
  );
}

/** Packages that the code imports without naming them as dependency or peer. */
function undeclared(manifest, sources) {
  const declared = new Set([
    manifest.name,
    ...builtinModules,
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.peerDependencies ?? {}),
  ]);
  const used = new Set();
  const imports = /(?:\bfrom|\brequire\(|\bimport\(|^import) ?'([^'.][^']*)'/gm;
  for (const source of sources) {
    for (const [, specifier] of source.matchAll(imports)) {
      if (specifier.startsWith('node:')) continue;
      const parts = specifier.split('/');
      used.add(
        specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0],
      );
    }
  }
  return [...used].filter(
    name => !declared.has(name) && !declared.has(`@types/${name}`),
  );
}
