import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import {
  isTimeZone,
  parseWindow,
} from '@opsdeck/backstage-plugin-operations-common';
import { parseConfig } from '@opsdeck/backstage-plugin-operations-node';
import { CHECKLIST_KINDS } from '@opsdeck/backstage-plugin-runbooks-common';
import { z } from 'zod/v4';
import { datesWindow, rangeWindow } from './freezes';

const entityRef = z.string().transform((text, context) => {
  try {
    return stringifyEntityRef(parseEntityRef(text));
  } catch {
    context.addIssue('must be an entity ref such as component:default/shop');
    return z.NEVER;
  }
});

const certificates = z
  .array(
    z.strictObject({
      entity: entityRef,
      host: z
        .string()
        .regex(
          /^[a-z0-9.:-]{1,253}$/i,
          'must be a host name or an address, without scheme, port and path',
        ),
      port: z.number().int().min(1).max(65_535).default(443),
      allowPrivate: z.boolean().default(false),
    }),
  )
  .max(500)
  .default([]);

const instant = z.iso.datetime({ offset: true });

const freeze = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    from: instant.optional(),
    to: instant.optional(),
    dates: z.array(z.string()).min(1).max(1_000).optional(),
    window: z.string().optional(),
    zone: z
      .string()
      .default('UTC')
      .refine(isTimeZone, 'must be an IANA zone such as Europe/London'),
    entities: z.array(entityRef).default([]),
  })
  .transform(({ name, entities, from, to, dates, window, zone }, context) => {
    const given = [from !== undefined || to !== undefined, dates, window];
    if (given.filter(Boolean).length !== 1) {
      context.addIssue('needs either from and to, or dates, or a window');
      return z.NEVER;
    }
    try {
      if (dates) return { name, entities, window: datesWindow(dates, zone) };
      if (window) return { name, entities, window: parseWindow(window, zone) };
      return { name, entities, window: rangeWindow(from, to) };
    } catch (error) {
      context.addIssue(error instanceof Error ? error.message : String(error));
      return z.NEVER;
    }
  });

const checkMatches = z
  .array(
    z.strictObject({
      text: z
        .string()
        .max(500)
        .regex(/[\p{L}\p{N}]/u, 'must hold at least one word'),
      except: z.array(z.string().min(1).max(200)).max(100).default([]),
      kinds: z.array(z.enum(CHECKLIST_KINDS)).default([]),
      check: z.string(),
      parameters: z.record(z.string(), z.string()).default({}),
    }),
  )
  .max(500)
  .default([]);

/** What the configuration says of live checks. */
export interface ChecksConfig {
  certificates: z.output<typeof certificates>;
  freezes: z.output<typeof freeze>[];
  checkMatches: z.output<typeof checkMatches>;
}

/**
 * Reads `opsdeck.runbooks.certificates`, `freezes` and `checkMatches`.
 *
 * @throws InputError naming the key that is wrong.
 */
export function readChecksConfig(config: Config): ChecksConfig {
  const key = (name: string) => `opsdeck.runbooks.${name}`;
  return {
    certificates: parseConfig(config, key('certificates'), certificates),
    freezes: parseConfig(
      config,
      key('freezes'),
      z.array(freeze).max(200).default([]),
    ),
    checkMatches: parseConfig(config, key('checkMatches'), checkMatches),
  };
}
