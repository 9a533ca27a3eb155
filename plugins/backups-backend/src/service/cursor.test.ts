import { InputError } from '@backstage/errors';
import { point } from '../__testUtils__/records';
import { decodeCursor, encodeCursor } from './cursor';

const encoded = (value: unknown) =>
  Buffer.from(
    typeof value === 'string' ? value : JSON.stringify(value),
  ).toString('base64url');

describe('the cursor of recovery points', () => {
  it.each([
    point('a', 0),
    point('arn:aws:rds:eu-west-1:111122223333:snapshot:rds:x-2026', 1_000),
    point('ключ 🔑', 0, { dataTime: null }),
    point('undated', 0, { dataTime: null, createdAt: null }),
    point('k'.repeat(512), 0),
  ])('leads back to %j', each => {
    expect(decodeCursor(encodeCursor(each))).toEqual({
      orderedAt: each.dataTime ?? each.createdAt ?? '',
      key: each.key,
    });
  });

  it('is optional', () => {
    expect(decodeCursor(undefined)).toBeUndefined();
    expect(decodeCursor('')).toBeUndefined();
  });

  it.each([
    'x',
    encoded('no JSON'),
    encoded([]),
    encoded(['2026-11-20T12:00:00.000Z']),
    encoded(['2026-11-20T12:00:00.000Z', 'a', 'b']),
    encoded(['yesterday', 'a']),
    encoded([null, 'a']),
    encoded(['2026-11-20T12:00:00.000Z', 7]),
    encoded(['2026-11-20T12:00:00.000Z', 'a\0b']),
    encoded(['\0', 'a']),
    encoded(['', 'k'.repeat(513)]),
    encoded({ 0: '', 1: 'a', length: 2 }),
  ])('refuses the forgery %#', text => {
    expect(() => decodeCursor(text)).toThrow(InputError);
  });
});
