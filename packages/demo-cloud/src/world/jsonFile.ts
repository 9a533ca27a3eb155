import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file of the demo's memory cannot be understood. */
export class UnreadableFileError extends Error {
  readonly name = 'UnreadableFileError';

  constructor(file: string, why: string) {
    super(
      `The saved story in ${file} cannot be read: ${why}. Mend it, or delete it to begin a new one.`,
    );
  }
}

/**
 * The content of a JSON file; undefined when there is no such file.
 *
 * @throws UnreadableFileError when it is not JSON.
 */
export async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnreadableFileError(file, (error as Error).message);
  }
}

/** Writes a JSON file, and its folder when that is missing; a crash in the middle leaves the former file whole. */
export async function writeJson(file: string, content: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`);
  await rename(draft, file);
}
