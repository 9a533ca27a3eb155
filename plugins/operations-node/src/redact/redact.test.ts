import fc from 'fast-check';
import { redactPayload } from './redactPayload';
import { cutText, isSecretKey, redactText } from './redactText';

const SECRET = 'pl4nted-S3cret-Value';

describe('isSecretKey', () => {
  it.each([
    'password',
    'dbPassword',
    'DB_PASSWORD',
    'passwd',
    'pass',
    'userPass',
    'passphrase',
    'secret',
    'clientSecret',
    'SecretString',
    'token',
    'access_token',
    'X-Auth-Token',
    'authorization',
    'Proxy-Authorization',
    'apikey',
    'api_key',
    'x-api-key',
    'accessKeyId',
    'privateKey',
    'signing key',
    'connectionString',
    'credentials',
    'Set-Cookie',
    'signature',
    'dsn',
    'jwt',
  ])('%s is', key => {
    expect(isSecretKey(key)).toBe(true);
  });

  it.each([
    'id',
    'name',
    'compass',
    'checksPassed',
    'bypass',
    'design',
    'author',
    'KmsKeyId',
    'keyspace',
    'primaryKey',
    'StorageEncrypted',
  ])('%s is not', key => {
    expect(isSecretKey(key)).toBe(false);
  });
});

describe('redactText', () => {
  it.each([
    `https://user:${SECRET}@db.example.com/x`,
    `postgres://${SECRET}@db/x`,
    `GET https://api.example.com/x?access_token=${SECRET}&page=2`,
    `Authorization: Bearer ${SECRET}`,
    `"authorization": "Token ${SECRET}"`,
    `asked with bearer ${SECRET}`,
    `header Basic ${SECRET}==`,
    `X-Api-Key: ${SECRET}`,
    `Cookie: session=${SECRET}; theme=dark`,
    `password=${SECRET}`,
    `password = "${SECRET} with spaces"`,
    `password: ${SECRET}`,
    `Server=db;Pwd=${SECRET};Database=x`,
    `{"clientSecret":"${SECRET}"}`,
    `{'db_password': '${SECRET}'}`,
    `-----BEGIN RSA PRIVATE KEY-----\n${SECRET}\n-----END RSA PRIVATE KEY-----`,
    `-----BEGIN PRIVATE KEY-----\n${SECRET}`,
  ])('takes the secret out of %j', text => {
    expect(redactText(text)).not.toContain(SECRET);
    expect(redactText(text)).toContain('[redacted]');
  });

  it.each([
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln',
    'ghp_0123456789abcdefghijABCDEFGHIJ',
    'github_pat_0123456789abcdefghij',
    'glpat-0123456789abcdefghij',
    'xoxb-0123456789-abcdefghij',
    'AKIAIOSFODNN7EXAMPLE',
  ])('knows the shape of %s', token => {
    expect(redactText(`got ${token}, sorry`)).toBe('got [redacted], sorry');
  });

  it.each([
    'ExpiredToken: The security token included in the request is expired.',
    'InvalidClientTokenId: The security token included in the request is invalid',
    'Basic authentication is switched off',
    'the bearer token was refused',
    'HTTP 404 (https://api.example.com/items/1?page=2)',
    'mail to ops@example.com',
    'no key fits',
    'WWW-Authenticate: Bearer realm="x"',
  ])('leaves %j as it is', text => {
    expect(redactText(text)).toBe(text);
  });

  it('drops NUL characters', () => {
    expect(redactText('a\0b')).toBe('ab');
  });
});

describe('redactPayload', () => {
  it.each<[string, unknown]>([
    ['a key', { password: SECRET }],
    ['a deep key', { a: [{ b: { apiToken: SECRET } }] }],
    ['a whole branch', { credentials: { user: 'x', other: SECRET } }],
    ['a value', { url: `https://u:${SECRET}@host/` }],
    ['a setting', { name: 'DB_PASSWORD', value: SECRET }],
    ['a tag', [{ Key: 'api-token', Value: SECRET }]],
    ['a pair', { headers: [['authorization', SECRET]] }],
    ['JSON in a text', JSON.stringify({ password: SECRET })],
    ['a text', `password=${SECRET}`],
    ['half a document', `{"password": "${SECRET}", "items": [`],
    ['a key that is one', { [`Bearer ${SECRET}`]: 1 }],
    ['an error', { error: `401 Bearer ${SECRET}` }],
  ])('finds the secret in %s', (_where, payload) => {
    const text = redactPayload(payload);
    expect(text).not.toContain(SECRET);
    expect(text).toContain('[redacted]');
  });

  it('keeps everything else readable', () => {
    const payload = { id: 'db-1', size: 3, on: true, none: null, list: [1] };
    expect(JSON.parse(redactPayload(payload))).toEqual(payload);
  });

  it('writes down what JSON cannot', () => {
    const circular: Record<string, unknown> = { id: 'x', big: 10n };
    circular.self = circular;
    const date = new Date('2026-11-20T10:00:00Z');
    Object.assign(circular, { date, bytes: new Uint8Array(3), f: () => 1 });
    Object.defineProperty(circular, 'thrower', {
      enumerable: true,
      get() {
        throw new Error('no');
      },
    });
    expect(JSON.parse(redactPayload(circular))).toEqual({
      id: 'x',
      big: '[bigint 10]',
      self: '[circular]',
      date: '2026-11-20T10:00:00.000Z',
      bytes: '[3 bytes]',
      f: '[function]',
      thrower: '[unreadable]',
    });
  });

  it('never throws and never lets a planted secret through', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, name) => {
        const payload = { [name]: value, nested: [{ token: SECRET, value }] };
        expect(redactPayload(payload)).not.toContain(SECRET);
      }),
    );
    fc.assert(
      fc.property(fc.anything(), value => {
        expect(typeof redactPayload(value)).toBe('string');
      }),
    );
  });
});

describe('cutText', () => {
  it('says how long the text was', () => {
    expect(cutText('abc', 3)).toBe('abc');
    expect(cutText('abcd', 3)).toBe('abc… (4 characters)');
  });
});
