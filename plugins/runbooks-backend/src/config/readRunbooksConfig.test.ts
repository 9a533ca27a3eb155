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

  it('takes files of 5 MiB unless told', () => {
    expect(read().maxFileBytes).toBe(5_242_880);
    expect(read({ maxFileBytes: 10 })).toMatchObject({
      readEvery: 'PT5M',
      maxFileBytes: 10,
    });
  });

  it.each([
    [{ readEvery: 'often' }, /opsdeck\.runbooks\.readEvery/],
    [{ readEvery: 5 }, /opsdeck\.runbooks\.readEvery/],
    [{ readAlways: true }, /readAlways/],
    [{ maxFileBytes: 0 }, /opsdeck\.runbooks\.maxFileBytes/],
    [{ maxFileBytes: 26_214_401 }, /opsdeck\.runbooks\.maxFileBytes/],
  ])('refuses %j', (runbooks, message) => {
    expect(() => read(runbooks)).toThrow(message);
  });
});
