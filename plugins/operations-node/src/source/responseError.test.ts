import fc from 'fast-check';
import { failureKindOfStatus, responseError, retryAtOf } from './responseError';

const now = new Date('2026-11-20T10:00:00.000Z');

describe('failureKindOfStatus', () => {
  it.each([
    [200, undefined],
    [304, undefined],
    [400, 'configuration'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [408, 'timeout'],
    [410, 'not-found'],
    [422, 'configuration'],
    [429, 'throttled'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ])('%d is %s', (status, kind) => {
    expect(failureKindOfStatus(status)).toBe(kind);
  });
});

describe('retryAtOf', () => {
  it.each([
    ['0', '2026-11-20T10:00:00.000Z'],
    ['120', '2026-11-20T10:02:00.000Z'],
    [' 86400 ', '2026-11-21T10:00:00.000Z'],
    // The three forms of an HTTP date.
    ['Fri, 20 Nov 2026 10:30:00 GMT', '2026-11-20T10:30:00.000Z'],
    ['Friday, 20-Nov-26 10:30:00 GMT', '2026-11-20T10:30:00.000Z'],
    ['Fri Nov 20 10:30:00 2026', '2026-11-20T10:30:00.000Z'],
    // A longer pause than 30 days is cut, absurd ones too.
    ['99999999999999999999', '2026-12-20T10:00:00.000Z'],
    ['Fri, 20 Nov 2099 10:30:00 GMT', '2026-12-20T10:00:00.000Z'],
  ])('reads %j as %s', (header, at) => {
    expect(retryAtOf(header, now)?.toISOString()).toBe(at);
  });

  it.each([null, undefined, '', '  ', 'soon', '-5', '1.5', 'item 1'])(
    'takes %j for no answer, never for a date of its own making',
    header => {
      expect(retryAtOf(header, now)).toBeUndefined();
    },
  );

  it('never answers what cannot be stored', () => {
    fc.assert(
      fc.property(fc.string(), header => {
        const at = retryAtOf(header, now);
        expect(at === undefined || at.toISOString().length === 24).toBe(true);
      }),
    );
  });
});

describe('responseError', () => {
  const answer = (status: number, headers: Record<string, string> = {}) =>
    new Response(null, { status, headers });

  it('says what the status means, and when to come back', () => {
    const error = responseError(answer(429, { 'Retry-After': '30' }), { now });
    expect(error).toMatchObject({
      kind: 'throttled',
      message: 'the provider asks us to slow down: HTTP 429',
      retryAt: new Date('2026-11-20T10:00:30.000Z'),
    });
  });

  it('names the missing permission for 403 only', () => {
    const options = { now, missingPermission: 'items:List' };
    expect(responseError(answer(403), options).message).toBe(
      'the credentials lack a permission: HTTP 403; needs items:List',
    );
    expect(responseError(answer(401), options).message).not.toMatch('items');
  });

  it('takes a redirection for an answer that cannot be understood', () => {
    expect(responseError(answer(302), { now }).kind).toBe('malformed');
  });
});
