import { requestSignal } from './requestSignal';
import { toSourceError } from './toSourceError';

describe('requestSignal', () => {
  it('fires with the run, for the reason of the run', () => {
    const run = new AbortController();
    const signal = requestSignal(run.signal);
    expect(signal.aborted).toBe(false);
    const reason = new Error('the backend stops');
    run.abort(reason);
    expect(signal.reason).toBe(reason);
  });

  it('fires when the request takes too long, which is told as such', async () => {
    const signal = requestSignal(new AbortController().signal, 5);
    await new Promise(resolve => signal.addEventListener('abort', resolve));
    expect(toSourceError(signal.reason).kind).toBe('timeout');
  });
});
