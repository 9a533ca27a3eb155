import { deliveryRetryDelay } from './deliveryRetry';

describe('the pause before a delivery is tried again', () => {
  it('doubles from a second, and after the fifth try there is none', () => {
    const delays = [1, 2, 3, 4, 5, 6].map(tries => deliveryRetryDelay(tries));
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, undefined, undefined]);
  });

  it('grows to a minute where there are more tries', () => {
    const policy = { maxTries: 20, firstDelayMs: 1_000, maxDelayMs: 60_000 };
    expect(deliveryRetryDelay(6, policy)).toBe(32_000);
    expect(deliveryRetryDelay(7, policy)).toBe(60_000);
    expect(deliveryRetryDelay(19, policy)).toBe(60_000);
  });
});
