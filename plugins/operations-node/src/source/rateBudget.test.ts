import { providerBudgetOf } from './rateBudget';

const now = new Date('2026-11-20T10:00:00.000Z');
const inSeconds = (seconds: number) =>
  new Date(now.getTime() + seconds * 1_000);
const read = (headers: Record<string, string>) =>
  providerBudgetOf(new Headers(headers), now);

describe('providerBudgetOf', () => {
  it.each<[string, Record<string, string>, object | undefined]>([
    [
      'GitHub',
      {
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': '4987',
        'x-ratelimit-reset': String(now.getTime() / 1000 + 60),
      },
      { limit: 5000, remaining: 4987, resetsAt: inSeconds(60) },
    ],
    [
      'a delay under the same name',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' },
      { remaining: 0, resetsAt: inSeconds(30) },
    ],
    [
      'the fields of the draft up to -07',
      {
        'ratelimit-limit': '100, 100;w=60',
        'ratelimit-remaining': '12',
        'ratelimit-reset': '9',
      },
      { limit: 100, remaining: 12, resetsAt: inSeconds(9) },
    ],
    [
      'one field of draft -07',
      { ratelimit: 'limit=100, remaining=50, reset=30' },
      { limit: 100, remaining: 50, resetsAt: inSeconds(30) },
    ],
    [
      'a structured field since draft -08',
      { ratelimit: '"default";r=50;t=30' },
      { remaining: 50, resetsAt: inSeconds(30) },
    ],
    ['no renewal', { 'ratelimit-remaining': '3' }, { remaining: 3 }],
    ['nothing', {}, undefined],
    ['nonsense', { 'x-ratelimit-remaining': 'many' }, undefined],
    ['a negative number', { 'x-ratelimit-remaining': '-1' }, undefined],
    [
      'a number without end',
      { 'ratelimit-remaining': '9'.repeat(99) },
      undefined,
    ],
  ])('reads %s', (_what, headers, expected) => {
    expect(read(headers)).toEqual(expected);
  });

  it('takes a renewal in a year for a mistake', () => {
    expect(
      read({ 'ratelimit-remaining': '0', 'ratelimit-reset': '31536000' }),
    ).toEqual({ remaining: 0, resetsAt: inSeconds(30 * 86_400) });
  });
});
