import fc from 'fast-check';
import { githubProgress } from './githubStatus';

const CREATED = '2026-11-20T10:00:00Z';

/** Statuses as GitHub lists them, newest first, a minute apart. */
function listed(...newestFirst: string[]) {
  return newestFirst.map((state, index) => ({
    state,
    at: `2026-11-20T10:${String(newestFirst.length - index).padStart(
      2,
      '0',
    )}:00Z`,
    description: null,
  }));
}

it.each([
  [[], 'queued', 'no status yet', null],
  [['pending'], 'queued', 'pending', null],
  [['waiting', 'queued'], 'queued', 'waiting', null],
  [['waiting', 'in_progress', 'queued'], 'paused', 'waiting', null],
  [['in_progress', 'queued'], 'running', 'in_progress', null],
  [['success', 'in_progress'], 'succeeded', 'success', '10:02'],
  [['failure', 'in_progress'], 'failed', 'failure', '10:02'],
  [['error'], 'failed', 'error', '10:01'],
  // Superseded, and finished when it succeeded, not when it was replaced.
  [['inactive', 'success', 'in_progress'], 'superseded', 'inactive', '10:02'],
  [['inactive', 'failure', 'in_progress'], 'failed', 'inactive', '10:02'],
  [['inactive', 'in_progress'], 'superseded', 'inactive', '10:02'],
  [['inactive'], 'superseded', 'inactive', '10:01'],
  // An old deployment that is given the traffic again.
  [['success', 'inactive', 'success'], 'succeeded', 'success', '10:03'],
  [['in_progress', 'failure', 'in_progress'], 'running', 'in_progress', null],
  [['destroyed', 'success'], 'succeeded', 'destroyed', '10:01'],
])('reads %j as %s', (states, status, providerState, finished) => {
  const progress = githubProgress(listed(...states), CREATED);
  expect(progress).toMatchObject({
    status,
    providerState,
    finishedAt: finished && `2026-11-20T${finished}:00Z`,
  });
});

it('tells the whole way, oldest first', () => {
  const { history } = githubProgress(
    listed('inactive', 'success', 'in_progress', 'queued'),
    CREATED,
  );
  expect(
    history.map(({ status, at }) => `${at.slice(11, 16)} ${status}`),
  ).toEqual([
    '10:01 queued',
    '10:02 running',
    '10:03 succeeded',
    '10:04 superseded',
  ]);
});

it('orders statuses of one second as GitHub lists them', () => {
  const at = '2026-11-20T10:00:05Z';
  const { status } = githubProgress(
    ['success', 'in_progress', 'queued'].map(state => ({
      state,
      at,
      description: null,
    })),
    CREATED,
  );
  expect(status).toBe('succeeded');
});

const WORDS = [
  'pending',
  'queued',
  'waiting',
  'in_progress',
  'success',
  'inactive',
  'unheard-of',
];

it('never takes inactive for a failure, and never forgets one', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WORDS)), words => {
      const { status } = githubProgress(listed('inactive', ...words), CREATED);
      expect(status).toBe('superseded');
      const failed = githubProgress(
        listed('inactive', 'failure', ...words),
        CREATED,
      );
      expect(failed.status).toBe('failed');
    }),
  );
});
