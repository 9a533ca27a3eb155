import { RunStep } from '../api';
import { importRunbook } from '../import';
import { pausedBy, sectionsOf } from './sections';

const steps = (markdown: string) =>
  importRunbook(`# Checklist\n\n${markdown}`).checklists[0].steps;

const texts = (markdown: string) =>
  sectionsOf(steps(markdown)).map(section =>
    section.map(({ step }) => step.text).join(' '),
  );

const state = (stepId: string, more: Partial<RunStep> = {}): RunStep => ({
  stepId,
  state: 'open',
  reason: null,
  note: null,
  actor: null,
  at: null,
  method: 'manual',
  check: null,
  confirmedBy: null,
  confirmedAt: null,
  evidence: [],
  version: 0,
  ...more,
});

describe('sectionsOf', () => {
  it.each([
    ['- [ ] a\n- [ ] b\n', ['a b']],
    ['- [ ] a <!-- pause -->\n- [ ] b\n', ['a', 'b']],
    ['- [ ] a\n- [ ] b <!-- pause -->\n', ['a b']],
    ['- [ ] a <!-- pause -->\n  - [ ] b\n- [ ] c\n', ['a b', 'c']],
    ['- [ ] a\n  - [ ] b <!-- pause -->\n  - [ ] c\n- [ ] d\n', ['a b', 'c d']],
    [
      '- [ ] a <!-- pause -->\n  - [ ] b <!-- pause -->\n  - [ ] c\n- [ ] d\n',
      ['a b', 'c', 'd'],
    ],
    [
      '- [ ] a <!-- pause -->\n- [ ] b <!-- pause -->\n- [ ] c\n',
      ['a', 'b', 'c'],
    ],
  ])('of %j', (markdown, expected) => {
    expect(texts(markdown)).toEqual(expected);
  });

  it('is empty without steps', () => {
    expect(sectionsOf([])).toEqual([]);
  });
});

describe('pausedBy', () => {
  const definition = steps(
    '- [ ] a <!-- step: a; four-eyes; pause -->\n- [ ] b <!-- step: b; pause -->\n- [ ] c <!-- step: c -->\n',
  );
  const by = (stepId: string, a: Partial<RunStep>, b: Partial<RunStep> = {}) =>
    pausedBy(definition, [state('a', a), state('b', b), state('c')], stepId)
      ?.id;
  const confirmed = { state: 'done', confirmedBy: 'user:default/b' } as const;

  it.each<[string, Partial<RunStep>, Partial<RunStep>, string | undefined]>([
    ['a', {}, {}, undefined],
    ['b', {}, {}, 'a'],
    ['c', {}, {}, 'a'],
    ['b', { state: 'done' }, {}, 'a'],
    ['b', confirmed, {}, undefined],
    ['c', confirmed, {}, 'b'],
    ['c', confirmed, { state: 'failed' }, undefined],
    ['nowhere', {}, {}, undefined],
  ])('%s with %j and %j', (stepId, a, b, expected) => {
    expect(by(stepId, a, b)).toBe(expected);
  });
});
