import { z } from 'zod/v4';
import { SourceError, isTransient } from './SourceError';
import { toSourceError } from './toSourceError';

function coded(code: string, message = 'it broke', cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { code });
}

function named(name: string, cause?: unknown): Error {
  return Object.assign(new Error('it broke', { cause }), { name });
}

describe('toSourceError', () => {
  it.each([
    [coded('ECONNREFUSED'), 'network'],
    [coded('ENOTFOUND'), 'network'],
    [coded('EAI_AGAIN'), 'network'],
    [coded('CERT_HAS_EXPIRED'), 'network'],
    [coded('SELF_SIGNED_CERT_IN_CHAIN'), 'network'],
    [coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'network'],
    [coded('ETIMEDOUT'), 'timeout'],
    [coded('UND_ERR_HEADERS_TIMEOUT'), 'timeout'],
    [coded('HPE_INVALID_CONSTANT'), 'malformed'],
    [coded('ERR_INVALID_URL'), 'configuration'],
    [coded('ERR_SOMETHING_ELSE'), 'internal'],
    [named('AbortError'), 'timeout'],
    [named('TimeoutError'), 'timeout'],
    [new SyntaxError('Unexpected token <'), 'malformed'],
    [z.string().safeParse(1).error, 'malformed'],
    [Object.assign(new Error('no'), { statusCode: 401 }), 'unauthorized'],
    [Object.assign(new Error('no'), { status: 503 }), 'unavailable'],
    [Object.assign(new Error('fine'), { status: 200 }), 'internal'],
    [new TypeError('x is undefined'), 'internal'],
    ['a text', 'internal'],
    [undefined, 'internal'],
    // Nested as Node's fetch does it, once and twice.
    [new TypeError('fetch failed', { cause: coded('ECONNRESET') }), 'network'],
    [
      new Error('x', { cause: new Error('y', { cause: coded('ETIMEDOUT') }) }),
      'timeout',
    ],
    [new Error('x', { cause: named('AbortError') }), 'timeout'],
    [new Error('x', { cause: new SyntaxError('y') }), 'malformed'],
  ])('%s is %s', (error, kind) => {
    expect(toSourceError(error).kind).toBe(kind);
  });

  it('keeps a source error, its kind and its pause, below any wrapping', () => {
    const error = new SourceError('throttled', 'slow down', {
      retryAt: new Date(),
    });
    expect(toSourceError(error)).toBe(error);
    expect(toSourceError(new Error('x', { cause: error }))).toBe(error);
  });

  it('knows a source error of another copy of this package', () => {
    const foreign = Object.assign(named('SourceError'), { kind: 'forbidden' });
    expect(toSourceError(foreign)).toBe(foreign);
    const odd = Object.assign(named('SourceError'), { kind: 'whatever' });
    expect(toSourceError(odd).kind).toBe('internal');
  });

  it('ends on errors that go round in circles', () => {
    const error = new Error('round');
    error.cause = error;
    expect(toSourceError(error).kind).toBe('internal');
  });

  it('says what happened, in plain words first', () => {
    expect(
      toSourceError(
        new TypeError('fetch failed', { cause: coded('ECONNREFUSED', '') }),
      ).message,
    ).toBe('the provider could not be reached: ECONNREFUSED (fetch failed)');
  });
});

describe('SourceError', () => {
  it('takes secrets and NUL characters out of its message and cuts it', () => {
    const error = new SourceError(
      'network',
      `GET https://bob:hunter2hunter2@host/?access_token=abc123def\0 ${'x'.repeat(
        5_000,
      )}`,
    );
    expect(error.message).not.toMatch(/hunter2|abc123def|\0/);
    expect(error.message.length).toBeLessThan(1_200);
  });

  it('needs no detail', () => {
    expect(new SourceError('timeout', '').message).toBe(
      'the provider did not answer in time',
    );
  });

  it.each([
    ['throttled', true],
    ['unavailable', true],
    ['timeout', true],
    ['network', true],
    ['unauthorized', false],
    ['forbidden', false],
    ['not-found', false],
    ['malformed', false],
    ['configuration', false],
    ['internal', false],
  ] as const)('%s passes by itself: %s', (kind, transient) => {
    expect(isTransient(kind)).toBe(transient);
  });
});
