import { z } from 'zod/v4';
import {
  backupsOverviewSchema,
  recoveryPointPageSchema,
  recoveryPointQuerySchema,
} from './contract';
import { backupRecordSchema } from './record';

describe('the contract', () => {
  it.each([
    ['overview', backupsOverviewSchema],
    ['recovery point page', recoveryPointPageSchema],
    ['record', backupRecordSchema],
  ])('%s can be published as JSON schema', (_name, schema) => {
    expect(z.toJSONSchema(schema)).toHaveProperty('properties');
  });

  it.each([
    [{ resourceKey: 'db' }, { resourceKey: 'db', limit: 50 }],
    [
      { resourceKey: 'db', limit: '200' },
      { resourceKey: 'db', limit: 200 },
    ],
  ])('reads the query %j', (query, parsed) => {
    expect(recoveryPointQuerySchema.parse(query)).toEqual(parsed);
  });

  it.each([
    {},
    { resourceKey: '' },
    { resourceKey: 'x'.repeat(513) },
    { resourceKey: ['a', 'b'] },
    { resourceKey: 'db', limit: '0' },
    { resourceKey: 'db', limit: '201' },
    { resourceKey: 'db', limit: 'all' },
    { resourceKey: 'db', limit: '1.5' },
    { resourceKey: 'db', cursor: 'x'.repeat(1501) },
  ])('refuses the query %#', query => {
    expect(recoveryPointQuerySchema.safeParse(query).success).toBe(false);
  });
});
