import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { Advice, say } from './failure.mjs';
import { inRepo, root } from './paths.mjs';

const MARK = inRepo('node_modules', '.opsdeck-installed');
const shell = process.platform === 'win32';

/** Installs with the Yarn that package.json names, unless what is installed is what the lockfile says. */
export function ensureInstalled() {
  const wanted = fingerprint();
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === wanted) return;
  say('Installing dependencies (about a minute on a fast line; once) …');
  const started = Date.now();
  const result = install(['install', '--immutable']);
  if (result.status !== 0) {
    throw new Advice(
      `The dependencies could not be installed. Is the npm registry within reach?\n${errorLines(
        result,
      )}`,
    );
  }
  writeFileSync(MARK, wanted);
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/**
 * Installs, and once more if that fails: Yarn's own way of trying a download
 * again can crash under Node 24, so the second time goes without it.
 */
export function install(args, cwd = root) {
  const result = yarn(args, cwd);
  const interrupted = result.signal !== null || result.status === 130;
  return result.status === 0 || interrupted
    ? result
    : yarn(args, cwd, { YARN_HTTP_RETRY: '0' });
}

/** Runs the Yarn that package.json names to its end. */
export function yarn(args, cwd = root, env = {}) {
  const { packageManager } = JSON.parse(
    readFileSync(inRepo('package.json'), 'utf8'),
  );
  const version = packageManager.replace('yarn@', '');
  return spawnSync('npx', ['-y', `@yarnpkg/cli-dist@${version}`, ...args], {
    cwd,
    shell,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...registry(), ...env },
  });
}

/** Changes whenever the lockfile or any workspace's package.json does. */
function fingerprint() {
  const hash = createHash('sha256');
  hash.update(readFileSync(inRepo('yarn.lock')));
  for (const folder of ['packages', 'plugins']) {
    for (const name of readdirSync(inRepo(folder)).sort()) {
      const file = inRepo(folder, name, 'package.json');
      if (existsSync(file)) hash.update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** Yarn does not read npm's configuration: pass on a registry that was set there. */
function registry() {
  if (process.env.YARN_NPM_REGISTRY_SERVER) return {};
  const asked = spawnSync('npm', ['config', 'get', 'registry'], {
    shell,
    encoding: 'utf8',
  });
  const server = asked.stdout?.trim();
  return server ? { YARN_NPM_REGISTRY_SERVER: server.replace(/\/$/, '') } : {};
}

/** Of Yarn's output what explains the failure, without its many warnings. */
export function errorLines(result) {
  const lines = `${result.stdout ?? ''}${result.stderr ?? ''}`.split('\n');
  return lines
    .filter(line => line && !/YN00(02|60|86|13|00)/.test(line))
    .slice(-15)
    .join('\n');
}
