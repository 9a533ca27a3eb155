import fc from 'fast-check';
import { attempt, hoursAgo, ledgerAttempt } from '../__testUtils__/builders';
import { DEPLOYMENT_STATUSES } from '../api';
import { foldAttempt } from './foldAttempt';

it('keeps what it knew where the new report is silent', () => {
  const known = ledgerAttempt({
    author: 'ana',
    commit: 'abc1234',
    trigger: 'manual',
  });
  const folded = foldAttempt(
    known,
    attempt({ status: 'superseded', startedAt: null, strategy: 'canary' }),
  );
  expect(folded).toMatchObject({
    author: 'ana',
    commit: 'abc1234',
    trigger: 'manual',
    strategy: 'canary',
    status: 'superseded',
    startedAt: known.startedAt,
  });
});

it('has no place for an attempt of which nobody knows when it began', () => {
  expect(foldAttempt(undefined, attempt({ startedAt: null }))).toBeUndefined();
});

it('never moves a start to a later instant', () => {
  const known = ledgerAttempt({ startedAt: hoursAgo(3) });
  expect(
    foldAttempt(known, attempt({ startedAt: hoursAgo(1) }))?.startedAt,
  ).toBe(hoursAgo(3));
  expect(
    foldAttempt(known, attempt({ startedAt: hoursAgo(5) }))?.startedAt,
  ).toBe(hoursAgo(5));
});

it('puts an end before the start, from a clock that ran backwards, at the start', () => {
  const folded = foldAttempt(
    undefined,
    attempt({ startedAt: hoursAgo(1), finishedAt: hoursAgo(2) }),
  );
  expect(folded?.finishedAt).toBe(hoursAgo(1));
});

it('drops the end of what goes on after all', () => {
  const known = ledgerAttempt({ status: 'failed', finishedAt: hoursAgo(1) });
  const folded = foldAttempt(known, attempt({ status: 'running' }));
  expect(folded).toMatchObject({ status: 'running', finishedAt: null });
});

it('keeps the end when it is merely superseded', () => {
  const known = ledgerAttempt({ finishedAt: hoursAgo(1) });
  const folded = foldAttempt(known, attempt({ status: 'superseded' }));
  expect(folded).toMatchObject({
    status: 'superseded',
    finishedAt: hoursAgo(1),
  });
});

it('changes nothing when the same report comes again', () => {
  const anyInstant = fc
    .integer({ min: 0, max: 500 })
    .map(hours => hoursAgo(hours));
  const anyAttempt = fc
    .record({
      status: fc.constantFrom(...DEPLOYMENT_STATUSES),
      startedAt: anyInstant,
      finishedAt: fc.option(anyInstant),
      author: fc.option(fc.constantFrom('ana', 'ben')),
    })
    .map(attempt);
  fc.assert(
    fc.property(anyAttempt, anyAttempt, (first, second) => {
      const once = foldAttempt(foldAttempt(undefined, first), second);
      expect(foldAttempt(once, second)).toEqual(once);
      expect(once?.startedAt.localeCompare(once.finishedAt ?? '9')).not.toBe(1);
    }),
  );
});
