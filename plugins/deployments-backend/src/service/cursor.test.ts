import { decodeCursor, encodeCursor } from './cursor';

const position = {
  startedAt: '2026-11-20T12:00:00.000Z',
  id: '4c0c8a3e-0f5c-4a8e-9a52-0b8c2f8f7a10',
};

it('reads what it wrote', () => {
  expect(decodeCursor(encodeCursor(position))).toEqual(position);
});

it('takes no cursor for the beginning', () => {
  expect(decodeCursor(undefined)).toBeUndefined();
  expect(decodeCursor('')).toBeUndefined();
});

it.each([
  'forged',
  Buffer.from('{}').toString('base64url'),
  Buffer.from(JSON.stringify(['yesterday', position.id])).toString('base64url'),
  Buffer.from(JSON.stringify([position.startedAt, '\0'])).toString('base64url'),
])('refuses %s', text => {
  expect(() => decodeCursor(text)).toThrow(
    'The cursor is not one that this API gave out',
  );
});
