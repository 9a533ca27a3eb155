import fc from 'fast-check';
import { importRunbook } from '../importRunbook';
import type { RunbookStep } from '../types';
import { hash64, normaliseText, stepHash } from './hash';
import { matchSteps, textSimilarity } from './matchSteps';

function steps(...items: string[]): RunbookStep[] {
  const markdown = `# Daily\n\n${items.map(item => `- ${item}\n`).join('')}`;
  return importRunbook(markdown).checklists.flatMap(({ steps: own }) => own);
}

function changes(before: RunbookStep[], after: RunbookStep[]) {
  return matchSteps(before, after).map(({ change, previous, next }) => [
    change,
    previous?.text ?? null,
    next?.text ?? null,
  ]);
}

describe('matchSteps', () => {
  it('knows steps again wherever they move', () => {
    expect(changes(steps('Look', 'Stop'), steps('Stop', 'Look.'))).toEqual([
      ['same', 'Stop', 'Stop'],
      ['same', 'Look', 'Look.'],
    ]);
  });

  it('tells reworded, added and removed steps apart', () => {
    expect(
      changes(
        steps(
          'Verify the nightly backup',
          'Read the error log',
          'Close the window',
        ),
        steps(
          'Verify last nightly backup',
          'Read the error log',
          'Tell support',
        ),
      ),
    ).toEqual([
      ['reworded', 'Verify the nightly backup', 'Verify last nightly backup'],
      ['same', 'Read the error log', 'Read the error log'],
      ['added', null, 'Tell support'],
      ['removed', 'Close the window', null],
    ]);
  });

  it('keeps a step with its own id whatever it says', () => {
    const [match] = matchSteps(
      steps('Look <!-- step: a -->'),
      steps('Something else entirely <!-- step: a -->'),
    );
    expect(match.change).toBe('same');
    expect(match.similarity).toBeLessThan(0.5);
  });

  it('never pairs two explicit ids by their text', () => {
    expect(
      changes(
        steps('Verify the backup <!-- step: a -->'),
        steps('Verify the backups <!-- step: b -->'),
      ),
    ).toEqual([
      ['added', null, 'Verify the backups'],
      ['removed', 'Verify the backup', null],
    ]);
  });

  it('shows a step under a renamed heading as reworded, not as the same', () => {
    const move = (heading: string) =>
      importRunbook(`# ${heading}\n\n- Verify the backup\n`).checklists[0]
        .steps;
    expect(matchSteps(move('Daily'), move('Weekly'))).toMatchObject([
      { change: 'reworded', similarity: 1 },
    ]);
  });

  it('uses every step exactly once', () => {
    const text = fc.stringMatching(/^[a-c]{1,6}( [a-c]{1,6}){0,3}$/);
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 8 }),
        fc.array(text, { maxLength: 8 }),
        (a, b) => {
          const [before, after] = [steps(...a), steps(...b)];
          const matches = matchSteps(before, after);
          const previous = matches.flatMap(match => match.previous ?? []);
          const next = matches.flatMap(match => match.next ?? []);
          expect(new Set(previous).size).toBe(before.length);
          expect(previous).toHaveLength(before.length);
          expect(next).toEqual(after);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('step identity', () => {
  it('does not depend on punctuation, case or the steps around', () => {
    const [alone] = steps('Verify the backup');
    const [, among] = steps('Look', 'Verify the **Backup**!');
    expect(among.id).toBe(alone.id);
    expect(alone).toMatchObject({ explicitId: false });
  });

  it('tells equal texts of one list apart', () => {
    const [first, second] = steps('Look', 'Look');
    expect(second.id).toBe(`${first.id}-2`);
  });

  it('warns of an id that is used twice', () => {
    const { problems } = importRunbook('# Daily\n- a {id=x}\n- b {id=x}\n');
    expect(problems).toEqual([
      expect.objectContaining({ code: 'duplicate-step-id', line: 3 }),
    ]);
  });

  it('does not change between releases', () => {
    expect(hash64('')).toMatchInlineSnapshot(`"488bdcb81aee8d83"`);
    expect(hash64('Verify the backup')).toMatchInlineSnapshot(
      `"ddcf7bc7a5741632"`,
    );
    expect(stepHash(['Daily'], 'Verify the backup')).toMatchInlineSnapshot(
      `"5f6eb814e652e1a0"`,
    );
  });

  it('normalises Unicode', () => {
    expect(normaliseText('Ｃafé — Größe!')).toBe('café größe');
  });
});

describe('textSimilarity', () => {
  it.each([
    ['Verify the backup', 'verify, the backup!', 1],
    ['night', 'nacht', 0.25],
    ['a', 'b', 0],
    ['abc', 'xyz', 0],
  ])('of %j and %j is %d', (a, b, similarity) => {
    expect(textSimilarity(a, b)).toBeCloseTo(similarity, 10);
  });
});
