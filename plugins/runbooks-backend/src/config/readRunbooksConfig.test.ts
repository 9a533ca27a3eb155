import { ConfigReader } from '@backstage/config';
import { readRunbooksConfig } from './readRunbooksConfig';

const read = (runbooks?: object) =>
  readRunbooksConfig(
    new ConfigReader(runbooks ? { opsdeck: { runbooks } } : {}),
  );

describe('readRunbooksConfig', () => {
  it('reads documents every five minutes unless told', () => {
    expect(read().readEvery).toBe('PT5M');
    expect(read({ readEvery: 'PT1M' }).readEvery).toBe('PT1M');
  });

  it('offers no action that writes unless told', () => {
    expect(read().actions).toEqual({ write: false });
    expect(read({ actions: { write: true } }).actions.write).toBe(true);
    expect(() => read({ actions: { writes: true } })).toThrow('writes');
  });

  it.each([
    [{ readEvery: 'often' }, /opsdeck\.runbooks\.readEvery/],
    [{ readEvery: 5 }, /opsdeck\.runbooks\.readEvery/],
    [{ readAlways: true }, /readAlways/],
  ])('refuses %j', (runbooks, message) => {
    expect(() => read(runbooks)).toThrow(message);
  });
});
