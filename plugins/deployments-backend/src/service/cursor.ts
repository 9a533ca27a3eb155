import { InputError } from '@backstage/errors';
import { z } from 'zod/v4';
import { DeploymentCursor } from '../database/DeploymentStore';

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** The position after a deployment, opaque to clients. */
export function encodeCursor({ startedAt, id }: DeploymentCursor): string {
  return Buffer.from(JSON.stringify([startedAt, id])).toString('base64url');
}

/** @throws InputError when the text is no cursor of ours. */
export function decodeCursor(
  text: string | undefined,
): DeploymentCursor | undefined {
  if (!text) return undefined;
  try {
    const [startedAt, id] = cursorSchema.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    return { startedAt, id };
  } catch {
    throw new InputError('The cursor is not one that this API gave out');
  }
}
