import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/**
 * Answers with an export of evidence as a file, a piece at a time. When its lines
 * fail on the way the connection is cut, so that nobody takes half of it for all.
 *
 * @param name - of the file, without ending
 * @throws what the lines throw.
 */
export async function sendEvidence(
  response: Response,
  name: string,
  lines: AsyncIterable<string>,
): Promise<void> {
  await sendLines(response, lines, {
    fileName: `${name}.evidence.jsonl`,
    mediaType: 'application/jsonl',
  });
}

/**
 * Answers with a file of text, a piece at a time; cut off as {@link sendEvidence}
 * does when its lines fail on the way.
 */
export async function sendLines(
  response: Response,
  lines: AsyncIterable<string>,
  file: { fileName: string; mediaType: string },
): Promise<void> {
  response.status(200);
  response.attachment(file.fileName);
  response.setHeader('Content-Type', `${file.mediaType}; charset=utf-8`);
  response.setHeader('Cache-Control', 'no-store');
  try {
    await pipeline(Readable.from(lines), response);
  } catch (error) {
    // A caller who goes away is no failure of ours.
    if (!isPrematureClose(error)) throw error;
  }
}

function isPrematureClose(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_STREAM_PREMATURE_CLOSE'
  );
}
