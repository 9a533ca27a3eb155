import { z } from 'zod/v4';

export const artifactSchema = z.object({
  /** As people name the release, for example `1.42.0`. */
  version: z.string().min(1).max(128).nullable(),
  /** Content digest with its algorithm, for example `sha256:4bf5…`. */
  digest: z.string().min(1).max(200).nullable(),
  /** Image reference or package URL as the provider names it. */
  image: z.string().min(1).max(500).nullable(),
});

/** What is deployed. */
export type Artifact = z.infer<typeof artifactSchema>;

export const linkSchema = z.object({
  title: z.string().min(1).max(100),
  /** Only http and https: providers' texts are not trusted with other schemes. */
  url: z.url({ protocol: /^https?$/ }).max(2_000),
});

/** A page of the provider about the same thing. */
export type Link = z.infer<typeof linkSchema>;
