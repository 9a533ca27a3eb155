import { Entity } from '@backstage/catalog-model';
import {
  RunbookRecord,
  importRunbook,
} from '@opsdeck/backstage-plugin-runbooks-common';

/** Friday noon UTC. */
export const NOW = new Date('2026-11-20T12:00:00.000Z');

export const HOUR = 3_600_000;
export const SHOP = 'component:default/shop';

export function later(hours: number): Date {
  return new Date(NOW.getTime() + hours * HOUR);
}

/** A daily checklist with a live check, due at 14:00 UTC. */
export const DAILY = `---
title: Daily checks
cadence: FREQ=DAILY
zone: UTC
at: '14:00'
---

# Daily checks

- [ ] Look at the dashboard <!-- step: look -->
- [ ] Verify backup completion <!-- step: backup --> <!-- check: backup.completed resource=resource:default/shop-db -->
- [ ] Read the alerts <!-- step: alerts -->
`;

/** A checklist that is started on demand. */
export const RESTORE = `# Restore

## Restore procedure

1. Find the point
2. Restore it
`;

/** What the source says of one document. */
export function documentOf(
  path: string,
  markdown: string,
): RunbookRecord['documents'][number] {
  const { title, checklists, problems } = importRunbook(markdown, { path });
  return {
    path,
    url: null,
    title: title ?? path,
    checklists,
    problems,
    lint: [],
  };
}

/** What the source says of one entity. */
export function recordOf(
  documents: Record<string, string>,
  problems: RunbookRecord['problems'] = [],
  entityRef: string = SHOP,
): RunbookRecord {
  return {
    entityRef,
    documents: Object.entries(documents).map(([path, markdown]) =>
      documentOf(path, markdown),
    ),
    problems,
  };
}

/** A service whose runbooks lie in a folder on disk. */
export function serviceEntity(folder: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'shop',
      annotations: {
        'backstage.io/managed-by-location': `file:${folder}/catalog-info.yaml`,
        'opsdeck.io/runbooks': 'runbooks/*.md',
      },
    },
    spec: { type: 'service', owner: 'group:default/team' },
    relations: [],
  };
}
