import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadScenarios, saveScenarios } from './scenarioFile';
import { ScenarioLog, UnknownSwitchError } from './scenarios';

describe('the saved story', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scenarios-'));
    file = join(folder, 'deep', 'state.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('begins empty and comes back as it was saved', async () => {
    const log = await loadScenarios(file);
    expect(log.toggles).toEqual([]);
    log.turn('bad-release', 'hopngo', true, 1_000);
    log.turn('hang', 'aws', true, 2_000);
    log.turn('hang', 'aws', false, 3_000);
    await saveScenarios(file, log);
    const loaded = await loadScenarios(file);
    expect(loaded.toggles).toEqual(log.toggles);
    expect(await readdir(join(folder, 'deep'))).toEqual(['state.json']);
  });

  it.each([
    ['{', 'JSON'],
    ['{"version": 2, "toggles": []}', '"version": 1'],
    [
      '{"version": 1, "toggles": [{"switch": "no", "target": "aws", "on": true, "at": "2026-01-01"}]}',
      'toggles[0]',
    ],
  ])('says what is wrong with %s', async (text, reason) => {
    const broken = join(folder, 'state.json');
    await writeFile(broken, text);
    const loading = loadScenarios(broken);
    await expect(loading).rejects.toThrow(broken);
    await expect(loading).rejects.toThrow(reason);
  });
});

describe('ScenarioLog', () => {
  it('knows what was on when', () => {
    const log = new ScenarioLog();
    log.turn('hang', 'github', true, 10);
    log.turn('rubbish', 'github', true, 20);
    log.turn('rubbish', 'github', false, 30);
    expect([5, 10, 20, 30].map(t => log.faultOf('github', t))).toEqual([
      undefined,
      'hang',
      'rubbish',
      'hang',
    ]);
    expect(log.faultOf('aws', 20)).toBeUndefined();
  });

  it('takes a turn to where the switch stands as no turn', () => {
    const log = new ScenarioLog();
    log.turn('hang', 'aws', true, 10);
    log.turn('hang', 'aws', true, 20);
    expect(log.intervals('hang', 'aws')).toEqual([{ from: 10, to: Infinity }]);
    expect(log.version).toBe(1);
  });

  it.each([
    ['explode', 'aws'],
    ['hang', 'hopngo'],
    ['bad-release', 'aws'],
    ['pitr-stopped', 'boat-listings-db'],
  ])('does not know %s for %s', (name, target) => {
    expect(() => new ScenarioLog().turn(name, target, true, 0)).toThrow(
      UnknownSwitchError,
    );
  });
});
