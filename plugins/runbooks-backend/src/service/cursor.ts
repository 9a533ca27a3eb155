import { InputError } from '@backstage/errors';
import { RunSummary } from '@opsdeck/backstage-plugin-runbooks-common';
import { z } from 'zod/v4';
import { RunCursor } from '../database/RunStore';

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** The position after a run that has ended, opaque to clients. */
export function encodeCursor({ endedAt, id }: RunSummary): string {
  return Buffer.from(JSON.stringify([endedAt, id])).toString('base64url');
}

/** @throws InputError when the text is no cursor of ours. */
export function decodeCursor(text: string | undefined): RunCursor | undefined {
  if (!text) return undefined;
  try {
    const [endedAt, id] = cursorSchema.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    return { endedAt, id };
  } catch {
    throw new InputError('The cursor is not one that this API gave out');
  }
}
