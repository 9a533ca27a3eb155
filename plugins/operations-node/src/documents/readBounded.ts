import { Readable } from 'node:stream';
import { UrlReaderServiceReadUrlResponse } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { MAX_DOCUMENT_BYTES } from './types';

/** @throws InputError when a document has more bytes than are read. */
export function checkSize(bytes: number): void {
  if (bytes > MAX_DOCUMENT_BYTES) {
    throw new InputError(
      `The document has more than the ${
        MAX_DOCUMENT_BYTES / 1024 / 1024
      } MB that are read; split it.`,
    );
  }
}

/**
 * The body of an answer, given up as soon as it is too long.
 *
 * @throws InputError when it is longer than {@link MAX_DOCUMENT_BYTES}.
 */
export async function readBounded(
  response: UrlReaderServiceReadUrlResponse,
): Promise<Buffer> {
  if (!response.stream) {
    const content = await response.buffer();
    checkSize(content.length);
    return content;
  }
  return readStream(response.stream());
}

async function readStream(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const piece = Buffer.from(chunk);
    bytes += piece.length;
    checkSize(bytes);
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}
