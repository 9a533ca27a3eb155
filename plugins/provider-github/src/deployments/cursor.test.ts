import { activate, readCursor, unwatch, watch, writeCursor } from './cursor';

const day = (n: number) =>
  `2026-11-${String(n).padStart(2, '0')}T00:00:00.000Z`;
const START = readCursor(undefined);

it('reads what it wrote', () => {
  const state = watch(
    { ...START, newest: { id: 7, createdAt: day(3) }, etag: 'W/"x"' },
    { id: 7, etag: null, until: day(9) },
  );
  expect(readCursor(writeCursor(state))).toEqual(state);
});

it.each(['', 'not json', '{"v":2}', '[]'])(
  'begins anew with the cursor %j',
  cursor => {
    expect(readCursor(cursor)).toEqual(START);
  },
);

describe('watching', () => {
  it('keeps one entry per deployment, until it is taken off', () => {
    let state = watch(START, { id: 1, etag: null, until: day(1) });
    state = watch(state, { id: 1, etag: 'new', until: day(2) });
    expect(state.watched).toEqual([{ id: 1, etag: 'new', until: day(2) }]);
    expect(unwatch(state, 1).watched).toEqual([]);
  });

  it('is bounded, and keeps those that may change longest', () => {
    let state = START;
    for (let id = 1; id <= 150; id++) {
      state = watch(state, { id, etag: null, until: day(1 + (id % 28)) });
    }
    expect(state.watched).toHaveLength(100);
    expect(state.watched[0].until).toBe(day(28));
  });
});

describe('the active deployment', () => {
  const first = { environment: 'production', id: 1, createdAt: day(1) };
  const second = { environment: 'production', id: 2, createdAt: day(2) };

  it('puts the one that it replaces under watch', () => {
    const state = activate(activate(START, first, day(9)), second, day(9));
    expect(state.active).toEqual([second]);
    expect(state.watched).toEqual([{ id: 1, etag: null, until: day(9) }]);
  });

  it('is not replaced by an older one', () => {
    const state = activate(activate(START, second, day(9)), first, day(9));
    expect(state.active).toEqual([second]);
    expect(state.watched).toEqual([]);
  });

  it('takes names of environments as names and nothing more', () => {
    const odd = ['constructor', '__proto__', 'toString'].map(environment => ({
      ...first,
      environment,
    }));
    const state = odd.reduce((sum, one) => activate(sum, one, day(9)), START);
    expect(readCursor(writeCursor(state)).active).toHaveLength(3);
    expect(state.watched).toEqual([]);
  });

  it('is bounded', () => {
    let state = START;
    for (let id = 1; id <= 250; id++) {
      const environment = `preview-${id}`;
      state = activate(state, { environment, id, createdAt: day(1) }, day(9));
    }
    expect(state.active).toHaveLength(200);
  });
});
