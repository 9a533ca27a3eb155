import { z } from 'zod/v4';

/** What we need of a deployment in GitHub's answers. */
export const deploymentAnswerSchema = z.object({
  id: z.number().int().positive(),
  sha: z.string(),
  ref: z.string(),
  task: z.string().nullish(),
  /** Whatever its creator wanted, also as a text of JSON. */
  payload: z.unknown(),
  environment: z.string().min(1),
  description: z.string().nullish(),
  creator: z
    .object({ login: z.string(), type: z.string().nullish() })
    .nullish(),
  created_at: z.iso.datetime({ offset: true }),
  updated_at: z.iso.datetime({ offset: true }),
});

export type DeploymentAnswer = z.infer<typeof deploymentAnswerSchema>;

/** What we need of a deployment's status in GitHub's answers. */
export const statusAnswerSchema = z.object({
  state: z.string().min(1),
  description: z.string().nullish(),
  created_at: z.iso.datetime({ offset: true }),
  log_url: z.string().nullish(),
  target_url: z.string().nullish(),
  environment_url: z.string().nullish(),
});

export type StatusAnswer = z.infer<typeof statusAnswerSchema>;
