import { readJson, UnreadableFileError, writeJson } from './jsonFile';
import { ScenarioLog, SWITCHES, Toggle } from './scenarios';

/** A turn as it is saved, its time in ISO-8601. */
type SavedToggle = Omit<Toggle, 'at'> & { at: string };

interface SavedStory {
  version: 1;
  toggles: SavedToggle[];
}

/**
 * Reads the saved story; a file that does not exist is a story that has not begun.
 *
 * @throws UnreadableFileError naming the file and the entry that cannot be read.
 */
export async function loadScenarios(file: string): Promise<ScenarioLog> {
  const content = await readJson(file);
  if (content === undefined) {
    return new ScenarioLog();
  }
  const story = content as Partial<SavedStory> | null;
  if (story?.version !== 1 || !Array.isArray(story.toggles)) {
    throw new UnreadableFileError(
      file,
      'it needs "version": 1 and a list "toggles"',
    );
  }
  return new ScenarioLog(
    story.toggles.map((toggle, index) => {
      const read = readToggle(toggle);
      if (!read) {
        const what = `toggles[${index}] is not a turn of a switch`;
        throw new UnreadableFileError(file, what);
      }
      return read;
    }),
  );
}

/** Saves the story. */
export async function saveScenarios(
  file: string,
  log: ScenarioLog,
): Promise<void> {
  const toggles = log.toggles.map(toggle => ({
    ...toggle,
    at: new Date(toggle.at).toISOString(),
  }));
  const story: SavedStory = { version: 1, toggles };
  await writeJson(file, story);
}

function readToggle(saved: SavedToggle | null): Toggle | undefined {
  const { switch: name, target, on, at: time } = saved ?? {};
  const at = Date.parse(String(time));
  return name !== undefined &&
    Object.hasOwn(SWITCHES, name) &&
    typeof target === 'string' &&
    typeof on === 'boolean' &&
    !Number.isNaN(at)
    ? { switch: name, target, on, at }
    : undefined;
}
