import { existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Advice, say } from '../failure.mjs';
import { errorLines, install as installWithYarn, yarn } from '../install.mjs';
import { askApis } from '../packages/askApis.mjs';
import { layOut, providerIn } from '../packages/freshApp.mjs';
import { openTabs } from '../packages/openTabs.mjs';
import { serveSite } from '../packages/staticSite.mjs';
import {
  manifestOf,
  problemsOf,
  publishedFolders,
} from '../packages/tarballs.mjs';
import { inRepo } from '../paths.mjs';
import { freePortRange } from '../ports.mjs';
import {
  NODE_TRANSFORM,
  runProgram,
  startProgram,
  stopAll,
  tail,
  waitForUrl,
} from '../processes.mjs';

const backstageCli = inRepo('node_modules/@backstage/cli/bin/backstage-cli');
const BACKEND_UP_WITHIN_MS = 120_000;

const TOKENS = {
  TOKEN: 'fresh-app-token-of-everybody',
  NARROW_TOKEN: 'fresh-app-token-of-the-catalog',
};

/**
 * Packs every published package, installs the tarballs into a fresh Backstage
 * app outside this repository, and uses it: types, the contract suite of
 * sources, backend, the new and the legacy frontend in a browser. With `--keep`
 * the app stays where it is.
 */
export async function run(args) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stopAll);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'opsdeck-packages-'));
  const app = path.join(folder, 'app');
  // Read now: packing leaves half a package.json behind when it is interrupted.
  const published = publishedFolders();
  const [backend, site, legacySite] = await freePortRange([1, 1, 1]);
  try {
    const tarballs = await step('Build', build, () => pack(folder));
    await step('Inspect the tarballs', () => inspect(tarballs));
    layOut(app, tarballs, {
      ...TOKENS,
      BACKEND_PORT: backend,
      APP_PORT: site,
      LEGACY_PORT: legacySite,
    });
    await step('Install them into a fresh app', () => install(app, tarballs));
    await step('Types of the app', () =>
      node(app, inRepo('node_modules/typescript/bin/tsc'), '--noEmit'),
    );
    await step('Contract suite in a provider package of its own', () =>
      node(providerIn(app), cliOf(app), 'package', 'test', '--watchAll=false'),
    );
    await step('Bundle its frontends', async () => {
      await bundle(app, 'app', 'app-config.yaml');
      await bundle(app, 'legacy', 'app-config.yaml', 'app-config.legacy.yaml');
    });
    await step('Use it', async () => {
      await node(app, path.join(app, 'node_modules/.bin/opsdeck'), '--help');
      const url = await startBackend(app, backend);
      demand(await askApis(url, TOKENS));
      await browse(app, 'app', site);
      await browse(app, 'legacy', legacySite);
    });
    return 0;
  } finally {
    stopAll();
    restoreManifests(published);
    if (args.includes('--keep')) say(`The app is in ${app}`);
    else rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function step(name, ...works) {
  say(`${name} …`);
  const started = Date.now();
  let result;
  for (const work of works) result = await work();
  say(`  done in ${Math.round((Date.now() - started) / 1000)} s`);
  return result;
}

/** @throws Advice with each of the problems; nothing when there is none. */
function demand(problems) {
  if (problems.length > 0) throw new Advice(problems.join('\n'));
}

async function node(cwd, ...args) {
  const code = await runProgram(process.execPath, args, { cwd });
  if (code !== 0) throw new Advice(`${args.join(' ')} failed; see above.`);
}

async function build() {
  await node(
    inRepo(),
    inRepo('node_modules/typescript/bin/tsc'),
    '--emitDeclarationOnly',
  );
  await node(inRepo(), backstageCli, 'repo', 'build');
}

/** Package name → tarball. */
function pack(folder) {
  const result = yarn([
    'workspaces',
    'foreach',
    ...['--all', '--no-private', '--parallel', '--jobs', '2'],
    ...['pack', '--out', path.join(folder, 'tarballs', '%s.tgz')],
  ]);
  if (result.status !== 0) throw new Advice(errorLines(result));
  return Object.fromEntries(
    publishedFolders().map(each => {
      const { name } = manifestOf(each);
      const file = `${name.replace('/', '-')}.tgz`;
      return [name, path.join(folder, 'tarballs', file)];
    }),
  );
}

/** What packing changes for the time of packing, it leaves so when it is interrupted. */
function restoreManifests(folders) {
  for (const folder of folders) {
    const file = inRepo(folder, 'package.json');
    if (!existsSync(`${file}-prepack`)) continue;
    renameSync(`${file}-prepack`, file);
    rmSync(inRepo(folder, 'config.schema.json'), { force: true });
  }
}

function inspect(tarballs) {
  const problems = [];
  for (const folder of publishedFolders()) {
    const file = tarballs[manifestOf(folder).name];
    const kilobytes = Math.ceil(statSync(file).size / 1024);
    say(`  ${String(kilobytes).padStart(5)} kB  ${folder}`);
    for (const problem of problemsOf(folder, file, kilobytes)) {
      problems.push(`${folder} ${problem}`);
    }
  }
  demand(problems);
}

/** Installs; a peer that an adopter would be told to add by hand is a problem. */
function install(app, tarballs) {
  const result = installWithYarn(['install'], app);
  if (result.status !== 0) throw new Advice(errorLines(result));
  const peers = result.stdout
    .split('\n')
    .filter(line => /YN0002/.test(line))
    .filter(line => Object.keys(tarballs).some(name => line.includes(name)));
  demand(peers);
}

function cliOf(app) {
  return path.join(app, 'node_modules/@backstage/cli/bin/backstage-cli');
}

/** Bundles a frontend; a later configuration wins over an earlier one. */
function bundle(app, name, ...configs) {
  return node(
    path.join(app, 'packages', name),
    cliOf(app),
    'package',
    'build',
    ...configs.flatMap(file => ['--config', path.join(app, file)]),
  );
}

/** Starts the backend of the app and waits until its catalog knows the component; answers its URL. */
async function startBackend(app, port) {
  const url = `http://localhost:${port}`;
  const program = startProgram(
    'backend',
    [
      ...NODE_TRANSFORM,
      path.join(app, 'packages/backend/src/index.ts'),
      '--config',
      path.join(app, 'app-config.yaml'),
    ],
    { cwd: path.join(app, 'packages/backend'), logDir: app },
  );
  let alive = true;
  program.exited.then(() => {
    alive = false;
  });
  const within = {
    timeoutMs: BACKEND_UP_WITHIN_MS,
    stillAlive: () => alive,
    headers: { authorization: `Bearer ${TOKENS.TOKEN}` },
  };
  const up =
    (await waitForUrl(`${url}/.backstage/health/v1/readiness`, within)) &&
    (await waitForUrl(
      `${url}/api/catalog/entities/by-name/component/default/orders`,
      within,
    ));
  if (!up) {
    throw new Advice(
      `The backend of the fresh app did not start:\n${tail(program.logFile)}`,
    );
  }
  return url;
}

async function browse(app, name, port) {
  const served = await serveSite(
    path.join(app, 'packages', name, 'dist'),
    port,
  );
  try {
    const problems = await openTabs(
      `http://localhost:${port}`,
      path.join(app, 'pictures', name),
    );
    demand(problems.map(problem => `${name}: ${problem}`));
  } finally {
    await served.stop();
  }
}
