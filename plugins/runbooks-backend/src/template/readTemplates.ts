import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  RunbookTemplate,
  importRunbook,
  stepTotals,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { RunbooksConfig } from '../config/readRunbooksConfig';

/** In the order in which teams meet them. */
const ORDER = [
  'weekly-maintenance',
  'deployment',
  'incident-response',
  'alert-playbook',
  'disaster-recovery',
  'restore-drill',
  'on-call-handover',
  'document-review',
];

/** Where the shipped ones are. */
export const TEMPLATE_FOLDER = resolvePackagePath(
  '@opsdeck/backstage-plugin-runbooks-backend',
  'templates',
);

/**
 * The templates that are shipped, with what the configuration says instead: one of the
 * same id replaces a shipped one, any other is added, and `false` takes one away.
 *
 * @throws InputError naming the key of a configured one in which there is no checklist.
 */
export async function readTemplates(
  configured: RunbooksConfig['templates'],
): Promise<RunbookTemplate[]> {
  const files = (await readdir(TEMPLATE_FOLDER)).filter(name =>
    name.endsWith('.md'),
  );
  const shipped = await Promise.all(
    files.map(async file => {
      const markdown = await readFile(join(TEMPLATE_FOLDER, file), 'utf8');
      return toTemplate(file.slice(0, -'.md'.length), markdown, 'shipped');
    }),
  );
  const templates = new Map(
    shipped
      .sort((a, b) => ORDER.indexOf(a.id) - ORDER.indexOf(b.id))
      .map(template => [template.id, template]),
  );
  for (const [id, markdown] of Object.entries(configured)) {
    if (markdown === false) templates.delete(id);
    else templates.set(id, toTemplate(id, markdown, 'configured'));
  }
  return [...templates.values()];
}

function toTemplate(
  id: string,
  markdown: string,
  origin: RunbookTemplate['origin'],
): RunbookTemplate {
  const { title, checklists } = importRunbook(markdown, { path: `${id}.md` });
  const [first] = checklists;
  if (!first) {
    throw new InputError(
      `Invalid configuration at opsdeck.runbooks.templates.${id}: there is no checklist in it`,
    );
  }
  return {
    id,
    title: title ?? id,
    kind: first.kind,
    cadence:
      checklists.find(({ cadence }) => cadence !== null)?.cadence ?? null,
    steps: Object.values(stepTotals(checklists)).reduce((sum, n) => sum + n, 0),
    origin,
    markdown,
  };
}
