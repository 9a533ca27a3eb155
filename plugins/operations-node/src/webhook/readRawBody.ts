import { addAbortListener } from 'node:events';
import { IncomingMessage } from 'node:http';
import { PassThrough, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** What can be wrong with a body before anybody has looked into it. */
export type BodyProblem = 'too-large' | 'too-slow' | 'bad-encoding';

/** A body that cannot be taken, with the answer that it gets. */
export class BodyError extends Error {
  constructor(
    readonly kind: BodyProblem,
    readonly status: 400 | 408 | 413 | 415,
    message: string,
  ) {
    super(message);
    this.name = 'BodyError';
  }
}

export interface BodyLimits {
  /** Of the body as it is sent, and of the body unpacked. */
  maxBytes: number;
  /** For the whole of it: who sends byte by byte holds a connection. */
  timeoutMs: number;
}

/** Reads one body. */
class BodyReader {
  readonly #request: IncomingMessage;
  readonly #unpack: Transform;
  readonly #maxBytes: number;
  readonly #chunks: Buffer[] = [];
  #packedSize = 0;
  #size = 0;
  #failure: BodyError | undefined;

  constructor(request: IncomingMessage, unpack: Transform, maxBytes: number) {
    this.#request = request;
    this.#unpack = unpack;
    this.#maxBytes = maxBytes;
  }

  async read(timeoutMs: number): Promise<Buffer> {
    const settled = new AbortController();
    try {
      await new Promise<void>(resolve => {
        this.#listen(resolve, settled.signal);
        const timer = setTimeout(() => {
          this.#fail('too-slow', 408, 'The body took too long');
          resolve();
        }, timeoutMs);
        addAbortListener(settled.signal, () => clearTimeout(timer));
      });
    } finally {
      settled.abort();
      this.#unpack.destroy();
    }
    if (this.#failure) throw this.#failure;
    return Buffer.concat(this.#chunks, this.#size);
  }

  #listen(settle: () => void, signal: AbortSignal): void {
    const request = this.#request;
    const unpack = this.#unpack;
    const settleIfRead = () => {
      if (this.#failure && request.complete) settle();
    };
    const listeners = {
      data: (chunk: Buffer) => this.#take(chunk),
      end: () => (this.#failure ? settle() : unpack.end()),
      error: () => {
        this.#fail('bad-encoding', 400, 'The body was cut off');
        settle();
      },
    };
    unpack.on('drain', () => request.resume());
    unpack.on('end', settle);
    unpack.on('data', chunk => {
      this.#keep(chunk);
      settleIfRead();
    });
    unpack.on('error', () => {
      this.#fail('bad-encoding', 400, 'The body cannot be unpacked');
      settleIfRead();
    });
    for (const [event, listener] of Object.entries(listeners)) {
      request.on(event, listener);
      addAbortListener(signal, () => request.off(event, listener));
    }
    if (Number(request.headers['content-length'] ?? 0) > this.#maxBytes) {
      this.#failTooLarge();
    }
  }

  #take(chunk: Buffer): void {
    if (this.#failure) return;
    this.#packedSize += chunk.length;
    if (this.#packedSize > this.#maxBytes) this.#failTooLarge();
    else if (!this.#unpack.write(chunk)) this.#request.pause();
  }

  #keep(chunk: Buffer): void {
    if (this.#failure) return;
    this.#size += chunk.length;
    if (this.#size > this.#maxBytes) this.#failTooLarge();
    else this.#chunks.push(chunk);
  }

  #failTooLarge(): void {
    this.#fail(
      'too-large',
      413,
      `The body has more than ${this.#maxBytes} bytes`,
    );
  }

  #fail(...reason: ConstructorParameters<typeof BodyError>): void {
    this.#failure ??= new BodyError(...reason);
    // What follows is thrown away as it comes.
    this.#request.resume();
  }
}

/** @throws BodyError for a packing that is not known. */
function unpackerOf(encoding: string | undefined): Transform {
  switch ((encoding ?? 'identity').trim().toLowerCase()) {
    case 'identity':
      return new PassThrough();
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new BodyError(
        'bad-encoding',
        415,
        'The content encoding is none of gzip, deflate and br',
      );
  }
}

/**
 * The bytes of a request's body, whatever its type, unpacked where they came
 * packed (`Content-Encoding`): senders sign what they have, and whoever packs it
 * does so after.
 *
 * @throws BodyError when it is too large or too slow, or cannot be unpacked. The
 * rest of the body has then been let through unread, as far as there was time:
 * a sender that is cut off in the middle reads no answer.
 */
export async function readRawBody(
  request: IncomingMessage,
  limits: BodyLimits,
): Promise<Buffer> {
  const unpack = unpackerOf(request.headers['content-encoding']);
  return new BodyReader(request, unpack, limits.maxBytes).read(
    limits.timeoutMs,
  );
}
