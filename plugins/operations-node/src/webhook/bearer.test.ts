import { carriesBearerToken } from './bearer';

const TOKENS = ['the-present-token', 'the-next-token'];

describe('carriesBearerToken', () => {
  it.each([
    ['Bearer the-present-token'],
    ['Bearer the-next-token'],
    ['bearer the-next-token'],
  ])('takes "%s"', header => {
    expect(carriesBearerToken(header, TOKENS)).toBe(true);
  });

  it.each([
    [undefined],
    [''],
    ['Bearer'],
    ['Bearer '],
    ['the-present-token'],
    ['Basic the-present-token'],
    ['Bearer the-present-tokem'],
    ['Bearer the-present-token-and-more'],
    ['Bearer the-present-token the-next-token'],
    ['Bearer the-present'],
  ])('refuses "%s"', header => {
    expect(carriesBearerToken(header, TOKENS)).toBe(false);
  });

  it('takes nothing where no token is configured', () => {
    expect(carriesBearerToken('Bearer x', [])).toBe(false);
  });
});
