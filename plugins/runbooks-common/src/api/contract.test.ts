import { z } from 'zod/v4';
import { importRunbook } from '../import';
import {
  addEvidenceSchema,
  checklistDefinitionSchema,
  checklistDetailsSchema,
  runPageSchema,
  runSchema,
  runbookRecordSchema,
  runbooksOverviewSchema,
  setStepSchema,
  startRunSchema,
} from '.';

describe('the contract', () => {
  it.each([
    ['overview', runbooksOverviewSchema],
    ['checklist', checklistDetailsSchema],
    ['run', runSchema],
    ['page of runs', runPageSchema],
    ['record', runbookRecordSchema],
    ['start', startRunSchema],
    ['step', setStepSchema],
  ])('%s can be published as JSON schema', (_name, schema) => {
    expect(z.toJSONSchema(schema)).toHaveProperty('properties');
  });

  it('takes what the import reads, nothing lost', () => {
    const { checklists } = importRunbook(
      [
        '---',
        'cadence: weekly',
        '---',
        '# Weekly',
        '- [ ] a <!-- check: backup.completed resource=resource:default/db -->',
        '  - [ ] b',
        '',
        '  ```bash name=clean',
        '  rm -rf /tmp/x',
        '  ```',
      ].join('\n'),
    );
    expect(checklists).toHaveLength(1);
    for (const checklist of checklists) {
      const copy = JSON.parse(JSON.stringify(checklist));
      expect(checklistDefinitionSchema.parse(copy)).toEqual(checklist);
    }
  });

  it.each([
    {},
    { state: 'done' },
    { state: 'ticked', expectedVersion: 0 },
    { state: 'done', expectedVersion: -1 },
    { state: 'failed', reason: '  ', expectedVersion: 0 },
    { state: 'failed', reason: 'x'.repeat(1001), expectedVersion: 0 },
    { state: 'done', note: 'x'.repeat(4001), expectedVersion: 0 },
    { state: 'done', expectedVersion: 0, actor: 'user:default/other' },
  ])('refuses the step %#', input => {
    expect(setStepSchema.safeParse(input).success).toBe(false);
  });

  it.each([
    [50, true],
    [51, false],
    [100_000, false],
  ])('takes JSON evidence of %d levels: %s', (levels, allowed) => {
    const json = JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    const { success } = addEvidenceSchema.safeParse({ kind: 'json', json });
    expect(success).toBe(allowed);
  });
});
