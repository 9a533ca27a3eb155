import { InputError } from '@backstage/errors';
import { RecoveryPoint } from '@opsdeck/backstage-plugin-backups-common';
import { z } from 'zod/v4';
import { PointCursor } from '../database/RecoveryPointStore';

/** Only what {@link encodeCursor} writes; a NUL, for one, is more than PostgreSQL takes. */
const cursorSchema = z.tuple([
  z.union([z.iso.datetime(), z.literal('')]),
  z
    .string()
    .max(512)
    .refine(key => !key.includes('\0')),
]);

/** The position after a recovery point, opaque to clients. */
export function encodeCursor(point: RecoveryPoint): string {
  const position = [point.dataTime ?? point.createdAt ?? '', point.key];
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws InputError when the text is no cursor of ours. */
export function decodeCursor(
  text: string | undefined,
): PointCursor | undefined {
  if (!text) return undefined;
  try {
    const [orderedAt, key] = cursorSchema.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    return { orderedAt, key };
  } catch {
    throw new InputError('The cursor is not one that this API gave out');
  }
}
