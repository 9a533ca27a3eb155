import { SourceError } from '../source';
import { WorkerStoppedError } from './errors';

/** The time that one run has: its signal fires when the time is up or the worker must stop. */
export interface RunLimit {
  /** Its reason is a {@link SourceError} (time is up) or a {@link WorkerStoppedError}. */
  signal: AbortSignal;
  /** Call when the run is over. */
  clear(): void;
}

/** Starts the time of a run. */
export function limitRun(worker: AbortSignal, timeoutMs: number): RunLimit {
  const controller = new AbortController();
  const stop = () => controller.abort(new WorkerStoppedError());
  const timer = setTimeout(
    () =>
      controller.abort(
        new SourceError('timeout', 'the reading was stopped at its time limit'),
      ),
    timeoutMs,
  );
  worker.addEventListener('abort', stop, { once: true });
  if (worker.aborted) stop();
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      worker.removeEventListener('abort', stop);
    },
  };
}

/** The promise's outcome, or the signal's reason as soon as it fires. */
export async function abortable<T>(
  promise: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  let onAbort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Ends an iteration as soon as the signal fires, even when its producer hangs. */
export async function* abortablePages<T>(
  pages: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncIterable<T> {
  const iterator = pages[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = await abortable(iterator.next(), signal);
      if (step.done) return;
      yield step.value;
    }
  } finally {
    // A hanging producer never settles its return: it must not be awaited.
    Promise.resolve(iterator.return?.()).catch(() => {
      // The failure that ended the iteration is the one to report.
    });
  }
}

/** Waits, or rejects with the signal's reason as soon as it fires. */
export async function abortableDelay(
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await abortable(
      new Promise<void>(resolve => {
        timer = setTimeout(resolve, ms);
      }),
      signal,
    );
  } finally {
    clearTimeout(timer);
  }
}
