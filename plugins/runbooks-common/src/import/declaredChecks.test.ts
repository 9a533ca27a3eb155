import { importRunbook } from './importRunbook';

const read = (checks: string) =>
  importRunbook(
    [
      '---',
      'checks:',
      checks,
      '---',
      '# Checklist',
      '- [ ] Plain <!-- step: plain -->',
      '- [ ] Own <!-- step: own --> <!-- check: own.check -->',
      '  - [ ] Below <!-- step: below -->',
    ].join('\n'),
  );

it('gives steps the checks that are declared by their ids, with the line', () => {
  const { checklists, problems } = read(
    '  below: backup.completed resource="a b" maxAge=PT1H\n  own: other.check',
  );
  expect(problems).toEqual([]);
  expect(checklists[0].steps).toMatchObject([
    { check: null },
    {
      check: { name: 'own.check', line: 8 },
      children: [
        {
          check: {
            name: 'backup.completed',
            parameters: { resource: 'a b', maxAge: 'PT1H' },
            line: 3,
          },
        },
      ],
    },
  ]);
});

it.each([
  [
    '  plain: not a check!',
    'The check of the step "plain" cannot be read; write for example backup.completed key=value.',
    3,
  ],
  [
    '  plain: { name: backup.completed }',
    'The check of the step "plain" cannot be read; write for example backup.completed key=value.',
    3,
  ],
  [
    '  gone: backup.completed',
    'No step has the id "gone" that a check is declared for.',
    3,
  ],
  [
    '  - backup.completed',
    'Front matter "checks" is not a mapping from ids of steps to live checks.',
    2,
  ],
])('says where %j is wrong', (checks, message, line) => {
  const { checklists, problems } = read(checks);
  expect(checklists[0].steps[0].check).toBeNull();
  expect(problems).toEqual([
    { code: 'front-matter-value', message, line, severity: 'warning' },
  ]);
});

it('has none when none is declared', () => {
  expect(read('').problems).toEqual([]);
});
