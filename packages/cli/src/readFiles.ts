import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CommandFailure } from './failure';
import type { CommandIo } from './io';
import { readInput } from './readInput';

/** A text file as the caller would name it. */
export interface TextFile {
  path: string;
  text: string;
}

/** Folders that hold nothing that people write. */
const SKIPPED = ['node_modules', 'dist', 'dist-types', 'build', 'coverage'];

async function isFolder(path: string, io: CommandIo): Promise<boolean> {
  try {
    return (await stat(resolve(io.cwd, path))).isDirectory();
  } catch {
    // Reading it tells in what way it is not there.
    return false;
  }
}

async function filesIn(
  folder: string,
  wanted: (path: string) => boolean,
  io: CommandIo,
): Promise<string[]> {
  const entries = await readdir(resolve(io.cwd, folder), {
    withFileTypes: true,
  });
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    const isHidden = entry.name.startsWith('.');
    if (entry.isDirectory() && !isHidden && !SKIPPED.includes(entry.name)) {
      found.push(...(await filesIn(path, wanted, io)));
    } else if (entry.isFile() && wanted(entry.name)) {
      found.push(path);
    }
  }
  return found;
}

/**
 * Reads files, and those below folders that are wanted by their name. Links, hidden
 * folders and those of builds are not followed.
 *
 * @throws CommandFailure when one cannot be read, is of no wanted kind or too long.
 */
export async function readFiles(
  paths: string[],
  wanted: (path: string) => boolean,
  maxBytes: number,
  io: CommandIo,
): Promise<TextFile[]> {
  const names = new Set<string>();
  for (const path of paths) {
    if (path !== '-' && (await isFolder(path, io))) {
      for (const name of await filesIn(path, wanted, io)) names.add(name);
    } else {
      names.add(path);
    }
  }
  const files: TextFile[] = [];
  for (const path of names) {
    const { content } = await readInput(path, maxBytes, io);
    if (!wanted(path)) {
      throw new CommandFailure(
        'not-lintable',
        `${path} is neither Markdown nor YAML.`,
        { file: path },
      );
    }
    if (content.length > maxBytes) {
      throw new CommandFailure(
        'document-too-large',
        `${path} has more than the ${maxBytes} bytes that are read; split it.`,
        { file: path },
      );
    }
    files.push({ path, text: new TextDecoder().decode(content) });
  }
  return files;
}
