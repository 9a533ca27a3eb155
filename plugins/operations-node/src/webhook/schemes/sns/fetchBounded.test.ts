import { fetchBounded } from './fetchBounded';

const URL = 'https://example.com/';
const bounds = { timeoutMs: 1_000, maxBytes: 5 };

describe('fetchBounded', () => {
  it('takes as many bytes as allowed, and no more', async () => {
    const fetch = (body: string) => async () => new Response(body);
    await expect(fetchBounded(fetch('12345'), URL, bounds)).resolves.toBe(
      '12345',
    );
    await expect(fetchBounded(fetch('123456'), URL, bounds)).rejects.toThrow(
      'more than 5 bytes',
    );
    await expect(fetchBounded(fetch(''), URL, bounds)).resolves.toBe('');
  });

  it('takes no other answer than a success, and follows no redirect', async () => {
    const fetch = jest.fn(async () => new Response('x', { status: 404 }));
    await expect(fetchBounded(fetch, URL, bounds)).rejects.toThrow('HTTP 404');
    expect(fetch).toHaveBeenCalledWith(URL, {
      redirect: 'error',
      signal: expect.any(AbortSignal),
    });
  });

  const never = (_url: string, { signal }: { signal: AbortSignal }) =>
    new Promise<Response>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });

  it('gives up when it takes too long', async () => {
    await expect(
      fetchBounded(never, URL, { ...bounds, timeoutMs: 20 }),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('stops with its caller', async () => {
    const controller = new AbortController();
    const fetched = fetchBounded(never, URL, {
      ...bounds,
      signal: controller.signal,
    });
    controller.abort();
    await expect(fetched).rejects.toMatchObject({ name: 'AbortError' });
  });
});
