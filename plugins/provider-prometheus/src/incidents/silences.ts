import { z } from 'zod/v4';

/** A silence as `GET /api/v2/silences` lists it; unknown fields are let through. */
const silenceSchema = z.looseObject({
  id: z.string(),
  createdBy: z.string().default(''),
  comment: z.string().default(''),
  endsAt: z.iso.datetime({ offset: true }),
});

/** Silences in words, by id; what cannot be read is left out. */
export function describeSilences(
  silences: readonly unknown[],
): Map<string, string> {
  return new Map(
    silences.flatMap(silence => {
      const { data } = silenceSchema.safeParse(silence);
      return data ? [[data.id, describe(data)] as const] : [];
    }),
  );
}

function describe(silence: z.infer<typeof silenceSchema>): string {
  const until = new Date(silence.endsAt).toISOString();
  const by = silence.createdBy ? ` by ${silence.createdBy}` : '';
  const why = silence.comment ? `: ${silence.comment}` : '';
  return `silenced${by} until ${until}${why}`;
}
