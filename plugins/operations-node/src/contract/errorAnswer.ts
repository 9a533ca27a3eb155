import { z } from 'zod/v4';

/** What Backstage's error middleware answers: `ErrorResponseBody` of `@backstage/errors`. */
export const errorAnswer = z.object({
  error: z.looseObject({
    /** Name of the class, for example `InputError`. */
    name: z.string(),
    message: z.string(),
  }),
  request: z.object({ method: z.string(), url: z.string() }).optional(),
  response: z.object({ statusCode: z.number().int() }),
  /** With 409: how it stands now what somebody else was faster to change. */
  current: z.looseObject({}).optional(),
});
