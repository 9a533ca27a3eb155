import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { Advice, say } from './failure.mjs';

/** The full path of the first of the programs that is on PATH. */
export function findProgram(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
      const file = path.join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}

/**
 * Makes sure that real servers and a browser are there to test with; installs
 * Debian's packages where that is possible.
 *
 * @param wanted package name → names of its program, any of which will do
 * @throws Advice saying what to install
 */
export function ensurePrograms(wanted) {
  const missing = Object.keys(wanted).filter(
    name => !findProgram(...wanted[name]),
  );
  if (missing.length === 0) return;
  const canInstall = findProgram('apt-get') && process.getuid?.() === 0;
  if (!canInstall) {
    throw new Advice(
      `The tests need ${missing.join(', ')}. Install ${
        missing.length === 1 ? 'it' : 'them'
      } (on Debian: apt-get install ${missing.join(' ')}) and try again.`,
    );
  }
  say(`Installing ${missing.join(', ')} from Debian's packages …`);
  const apt = args =>
    spawnSync('apt-get', args, {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt(['update']);
  const result = apt(['install', '-y', '--no-install-recommends', ...missing]);
  if (result.status !== 0) {
    throw new Advice(
      `apt-get could not install ${missing.join(', ')}:\n${result.stderr.slice(
        -2000,
      )}`,
    );
  }
  // A package may start its server; the tests start their own.
  for (const name of missing) {
    const stop = findProgram('service');
    if (stop) spawnSync(stop, [name, 'stop']);
  }
}
