import { attempt, running } from '../__testUtils__/builders';
import { deploymentRecordSchema } from './record';

it('makes every instant UTC with milliseconds, so that texts sort as instants', () => {
  const record = deploymentRecordSchema.parse(
    attempt({
      startedAt: '2026-11-20T10:00:00Z',
      finishedAt: '2026-11-20T11:30:00+01:00',
    }),
  );
  expect(record).toMatchObject({
    startedAt: '2026-11-20T10:00:00.000Z',
    finishedAt: '2026-11-20T10:30:00.000Z',
  });
});

it('accepts what runs', () => {
  expect(deploymentRecordSchema.parse(running('1.42.0'))).toEqual(
    running('1.42.0'),
  );
});

it.each([
  [
    'a link that is no page',
    { links: [{ title: 'x', url: 'data:text/html,x' }] },
  ],
  ['an unknown status', { status: 'exploded' }],
  ['a day without a time', { startedAt: '2026-11-20' }],
  ['no key', { key: '' }],
])('refuses %s', (_name, overrides) => {
  const record = { ...attempt(), ...overrides };
  expect(deploymentRecordSchema.safeParse(record).success).toBe(false);
});
