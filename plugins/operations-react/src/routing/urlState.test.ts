import { readUrlValue, writeUrlValue } from './urlState';

describe('readUrlValue', () => {
  it.each([
    ['', 'all', 'all'],
    ['?tab=failed', 'all', 'failed'],
    ['?tab=nonsense', 'all', 'all'],
    ['?tab=failed&tab=all', 'all', 'failed'],
    ['', ['all'], ['all']],
    ['?tab=failed&tab=nonsense', ['all'], ['failed']],
    ['?tab=', ['all'], []],
  ])('reads %s', (search, fallback, value) => {
    expect(readUrlValue(search, 'tab', fallback, ['all', 'failed'])).toEqual(
      value,
    );
  });
});

describe('writeUrlValue', () => {
  const write = (value: string | string[], fallback: string | string[]) =>
    writeUrlValue(
      new URLSearchParams('a=1&tab=old&z=2'),
      'tab',
      value,
      fallback,
    ).toString();

  it.each([
    ['failed', 'all', 'a=1&z=2&tab=failed'],
    ['all', 'all', 'a=1&z=2'],
    ['a b&c', 'all', 'a=1&z=2&tab=a+b%26c'],
    [['x', 'y'], [], 'a=1&z=2&tab=x&tab=y'],
    [[], ['x'], 'a=1&z=2&tab='],
    [[], [], 'a=1&z=2'],
  ])('writes %j (default %j)', (value, fallback, search) => {
    expect(write(value, fallback)).toBe(search);
  });
});
