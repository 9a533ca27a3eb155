import { importRunbook } from '../../import';
import { CheckMatch, matchChecks } from './matchChecks';

const rule = (text: string, more: Partial<CheckMatch> = {}): CheckMatch => ({
  text,
  except: [],
  kinds: [],
  check: 'backup.completed',
  parameters: {},
  ...more,
});

const match = (steps: string, rules: CheckMatch[]) => {
  const { checklists } = importRunbook(`# Weekly maintenance\n\n${steps}\n`);
  const matched = matchChecks(checklists, rules);
  return { ...matched, steps: matched.checklists[0].steps };
};

const BACKUP = 'verify backup completion*';

it.each<[string, string, CheckMatch[], boolean]>([
  ['the whole text', 'Verify **backup** completion!', [rule(BACKUP)], true],
  [
    'text with more words',
    'Verify backup completion of the db',
    [rule(BACKUP)],
    true,
  ],
  [
    'no part of the text',
    'Do not verify backup completion',
    [rule(BACKUP)],
    false,
  ],
  ['no part of a word', 'Verify backup completions', [rule(BACKUP)], false],
  [
    'no more words unless told',
    'Verify backup completion of it',
    [rule('verify backup completion')],
    false,
  ],
  [
    'words of any language',
    'Sicherung prüfen',
    [rule('SICHERUNG PRÜFEN')],
    true,
  ],
  [
    'what stands in the middle',
    'Check, that no certificate expires within 30 days',
    [rule('check that * expires*')],
    true,
  ],
  [
    'nothing with an excepted word',
    'Verify backup completion and integrity',
    [rule(BACKUP, { except: ['x', 'Integrity'] })],
    false,
  ],
  [
    'nothing with an excepted phrase',
    'Verify backup completion, by hand',
    [rule(BACKUP, { except: ['by hand'] })],
    false,
  ],
  [
    'a text with part of an excepted word',
    'Verify backup completion by handling it',
    [rule(BACKUP, { except: ['by hand'] })],
    true,
  ],
  [
    'no step of another kind',
    'Verify backup completion',
    [rule(BACKUP, { kinds: ['deployment'] })],
    false,
  ],
  [
    'a step of its kind',
    'Verify backup completion',
    [rule(BACKUP, { kinds: ['deployment', 'maintenance'] })],
    true,
  ],
])('a rule fits %s', (_what, text, rules, fits) => {
  const { steps, problems } = match(`- [ ] ${text}`, rules);
  expect(steps[0].check?.name).toBe(fits ? 'backup.completed' : undefined);
  expect(problems).toEqual([]);
});

it('gives the check with its parameters and the line of the step, to sub-steps too', () => {
  const rules = [rule(BACKUP, { parameters: { resource: 'a' } })];
  const { steps } = match(
    '- [ ] Plain\n  - [ ] Verify backup completion\n- [ ] Verify backup completion\n  - [ ] Plain',
    rules,
  );
  const check = (line: number) => ({
    name: 'backup.completed',
    parameters: { resource: 'a' },
    line,
  });
  expect(steps).toMatchObject([
    { check: null, children: [{ check: check(4) }] },
    { check: check(5), children: [{ check: null }] },
  ]);
});

it('lets the step’s own check stand, but gives one to its sub-steps', () => {
  const { steps } = match(
    '- [ ] Verify backup completion <!-- check: other.check -->\n  - [ ] Verify backup completion',
    [rule(BACKUP)],
  );
  expect(steps).toMatchObject([
    {
      check: { name: 'other.check' },
      children: [{ check: { name: 'backup.completed' } }],
    },
  ]);
});

it('finds none when two rules find different ones, and says so', () => {
  const { steps, problems } = match('- [ ] Verify backup completion', [
    rule(BACKUP),
    rule('verify *', { check: 'other.check' }),
  ]);
  expect(steps).toMatchObject([{ check: null }]);
  expect(problems).toEqual([
    {
      code: 'check-match-ambiguous',
      message:
        'The text fits several rules of opsdeck.runbooks.checkMatches (backup.completed, other.check), so none counts; name the check in the step.',
      line: 3,
      severity: 'warning',
    },
  ]);
});

it('counts other parameters as another check, the same ones in another order not', () => {
  const [a, b] = [
    { x: '1', y: '2' },
    { y: '2', x: '1' },
  ];
  const same = [rule(BACKUP, { parameters: a }), rule('*', { parameters: b })];
  expect(match('- [ ] Verify backup completion', same).problems).toEqual([]);
  const other = [rule(BACKUP, { parameters: a }), rule('*')];
  expect(match('- [ ] Verify backup completion', other).problems).toHaveLength(
    1,
  );
});
