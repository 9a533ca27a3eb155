import { durationSchema } from './durationSchema';

describe('durationSchema', () => {
  it.each(['PT5M', 'P1D', 'P2W', 'PT1H30M'])('takes %s', text => {
    expect(durationSchema('PT5M').parse(text)).toBe(text);
  });

  it.each(['5 minutes', '', 'PT0S', '-PT5M'])(
    'refuses "%s" with an example',
    text => {
      expect(() => durationSchema('PT5M').parse(text)).toThrow(
        'must be an ISO-8601 duration such as PT5M',
      );
    },
  );

  it.each([5, null])('refuses %j', value => {
    expect(durationSchema('PT5M').safeParse(value).success).toBe(false);
  });
});
