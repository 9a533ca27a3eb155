import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian and most other systems put programs; looked at after PATH. */
const USUAL_FOLDERS = ['/usr/bin', '/usr/local/bin', '/usr/sbin'];

const PROGRAMS = {
  prometheus: ['prometheus'],
  promtool: ['promtool'],
  // Debian renames it; upstream archives do not.
  alertmanager: ['prometheus-alertmanager', 'alertmanager'],
} as const;

/** A program of the real servers that tests compare with. */
export type Program = keyof typeof PROGRAMS;

/**
 * The path of a program. Throws with a sentence that says how to install it: a comparison that cannot run has failed.
 */
export function findProgram(
  program: Program,
  folders: readonly string[] = searchPath(),
): string {
  for (const name of PROGRAMS[program]) {
    for (const folder of folders) {
      if (isExecutable(join(folder, name))) {
        return join(folder, name);
      }
    }
  }
  throw new Error(
    `This test compares with the real ${PROGRAMS[program][0]}, which is not on the PATH. ` +
      'Install it with: apt-get update && apt-get install -y --no-install-recommends prometheus prometheus-alertmanager',
  );
}

function searchPath(): string[] {
  const path = process.env.PATH ?? '';
  return [...path.split(delimiter).filter(Boolean), ...USUAL_FOLDERS];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
