import { ConfigReader } from '@backstage/config';
import { readRunbooksConfig } from './readRunbooksConfig';

const read = (runbooks?: object) =>
  readRunbooksConfig(
    new ConfigReader(runbooks ? { opsdeck: { runbooks } } : {}),
  );

describe('readRunbooksConfig', () => {
  it('reads documents every five minutes unless told', () => {
    expect(read()).toEqual({ readEvery: 'PT5M' });
    expect(read({ readEvery: 'PT1M' })).toEqual({ readEvery: 'PT1M' });
  });

  it.each([
    [{ readEvery: 'often' }, /opsdeck\.runbooks\.readEvery/],
    [{ readEvery: 5 }, /opsdeck\.runbooks\.readEvery/],
    [{ readAlways: true }, /readAlways/],
  ])('refuses %j', (runbooks, message) => {
    expect(() => read(runbooks)).toThrow(message);
  });
});
