import { Entity } from '@backstage/catalog-model';
import {
  CheckResult,
  ChecklistSummary,
  Feed,
  Proof,
  Run,
  RunStep,
  RunSummary,
  RunbookTemplate,
  RunbooksApi,
  RunbooksOverview,
  importRunbook,
} from '@opsdeck/backstage-plugin-runbooks-common';

export const SHOP = 'component:default/shop';
export const RUN_ID = '6f1c2a34-0000-4000-8000-000000000001';

export function ago(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

export const shop: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop' },
  spec: { type: 'service', owner: 'group:default/payments' },
};

export const MARKDOWN = `# Daily checks

Read <script>alert(1)</script> the [guide](https://guide.example.com) and not
[this](javascript:alert(1)). ![pixel](https://spy.example.com/pixel.png)

## Daily

- [ ] Look at the dashboard <!-- step: look -->
- [ ] Verify backup completion <!-- step: backup --> <!-- check: backup.completed -->
- [ ] Clear the scratch space <!-- step: clear -->

  \`\`\`bash
  kubectl delete pod scratch
  \`\`\`
`;

export const definition = importRunbook(MARKDOWN).checklists[0];

export const failingCheck: CheckResult = {
  outcome: 'fail',
  reason: 'shop-db would lose 47 min (allowed 5 min)',
  observed: [{ resource: 'resource:default/shop-db', exposureMs: 2_820_000 }],
  threshold: 'every declared objective is met',
  source: 'Amazon RDS production',
  observedAt: ago(2),
  validForMs: 600_000,
};

export function step(stepId: string, more: Partial<RunStep> = {}): RunStep {
  return {
    stepId,
    state: 'open',
    reason: null,
    note: null,
    actor: null,
    at: null,
    method: 'manual',
    check: null,
    confirmedBy: null,
    confirmedAt: null,
    evidence: [],
    version: 0,
    ...more,
  };
}

export function summary(more: Partial<RunSummary> = {}): RunSummary {
  return {
    id: RUN_ID,
    entityRef: SHOP,
    checklistId: 'daily',
    title: 'Daily checks',
    state: 'running',
    scheduledAt: ago(60),
    dueAt: ago(-60),
    startedAt: ago(30),
    startedBy: 'user:default/olga',
    endedAt: null,
    endedBy: null,
    reason: null,
    closed: 1,
    total: 3,
    failed: 0,
    awaiting: 0,
    assignee: null,
    target: 'PT20M',
    pace: null,
    corrects: null,
    last: {
      text: 'Look at the dashboard',
      actor: 'user:default/olga',
      at: ago(20),
    },
    ...more,
  };
}

export function run(more: Partial<Run> = {}): Run {
  return {
    ...summary(),
    place: { path: 'runbooks/daily.md', line: 6, url: null },
    definition,
    definitionHash: 'a'.repeat(64),
    correctedBy: null,
    steps: [
      step('look', {
        state: 'done',
        actor: 'user:default/olga',
        at: ago(20),
        version: 1,
      }),
      step('backup', { check: failingCheck }),
      step('clear'),
    ],
    events: [
      {
        seq: 1,
        at: ago(30),
        kind: 'started',
        actor: 'user:default/olga',
        stepId: null,
        state: null,
        reason: null,
        note: null,
        evidence: null,
        attachment: null,
        to: null,
      },
      {
        seq: 2,
        at: ago(20),
        kind: 'step',
        actor: 'user:default/olga',
        stepId: 'look',
        state: 'done',
        reason: null,
        note: 'all quiet',
        evidence: null,
        attachment: null,
        to: null,
      },
    ],
    ...more,
  };
}

export function checklist(
  more: Partial<ChecklistSummary> = {},
): ChecklistSummary {
  return {
    id: 'daily',
    title: 'Daily checks',
    documentTitle: 'Daily checks',
    kind: 'maintenance',
    place: { path: 'runbooks/daily.md', line: 6, url: null },
    cadence: 'FREQ=DAILY',
    zone: 'UTC',
    owner: 'group:default/payments',
    controls: [],
    duration: 'PT20M',
    steps: 3,
    checks: 1,
    verdict: 'met',
    due: {
      state: 'due',
      scheduledAt: ago(60),
      opensAt: ago(60),
      dueAt: ago(-60),
      missedAt: ago(-120),
      doneAt: null,
      movedFrom: null,
    },
    next: { opensAt: ago(-1440), dueAt: ago(-2880) },
    calendar: null,
    problem: null,
    nextChangeAt: ago(-60),
    lastRun: summary({
      state: 'finished',
      endedAt: ago(1440),
      startedAt: ago(1478),
      endedBy: 'user:default/ana',
    }),
    runningId: null,
    ...more,
  };
}

export function overview(
  more: Partial<RunbooksOverview> = {},
): RunbooksOverview {
  return {
    entityRef: SHOP,
    evaluatedAt: ago(0),
    headline: '1 checklist is due today; “Weekly maintenance” is 1 d overdue.',
    verdict: 'at-risk',
    checklists: [
      checklist({
        id: 'weekly',
        title: 'Weekly maintenance',
        verdict: 'at-risk',
        due: {
          state: 'overdue',
          scheduledAt: ago(1500),
          opensAt: ago(1500),
          dueAt: ago(1440),
          missedAt: ago(-1440),
          doneAt: null,
          movedFrom: null,
        },
      }),
      checklist(),
    ],
    running: [summary()],
    documents: [
      {
        path: 'runbooks/daily.md',
        url: null,
        title: 'Daily checks',
        checklists: 1,
        readAt: ago(600),
        stale: true,
        problems: [
          {
            line: 3,
            message: 'The front matter is no YAML.',
            severity: 'error',
          },
        ],
        lint: [],
      },
    ],
    sources: [
      {
        sourceId: 'runbook-documents',
        sourceTitle: 'Runbook documents',
        scopeId: 'catalog',
        scopeTitle: 'Catalog',
        cadence: 'PT5M',
        lastSuccessAt: ago(2),
        lastAttemptAt: ago(2),
        nextRunAt: ago(-3),
        failure: null,
      },
    ],
    ...more,
  };
}

export function template(more: Partial<RunbookTemplate> = {}): RunbookTemplate {
  return {
    id: 'restore-drill',
    title: 'Restore drill',
    kind: 'recovery',
    cadence: 'FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE',
    steps: 8,
    origin: 'shipped',
    markdown: '# Restore drill\n- [ ] Restore the copy\n',
    ...more,
  };
}

export const FEED_URL = 'https://portal.example.com/feeds/once-only.ics';

export function feed(more: Partial<Feed> = {}): Feed {
  return {
    id: RUN_ID,
    scope: 'personal',
    subjectRefs: ['user:default/dana', 'group:default/payments'],
    createdAt: ago(60),
    lastReadAt: null,
    problem: null,
    ...more,
  };
}

export function proof(more: Partial<Proof> = {}): Proof {
  return {
    from: ago(50_000),
    to: ago(-50_000),
    evaluatedAt: ago(0),
    verdict: 'breached',
    checklists: [
      {
        entityRef: SHOP,
        checklistId: 'daily',
        title: 'Daily checks',
        cadence: 'FREQ=DAILY',
        controls: ['SOC2:A1.2'],
        verdict: 'breached',
        reason: '1 of 30 missed',
        due: 30,
        onTime: 28,
        late: 1,
        overdue: 0,
        missed: 1,
        gaps: [
          {
            scheduledAt: '2026-10-03T12:00:00.000Z',
            dueAt: '2026-10-03T12:00:00.000Z',
            state: 'missed',
            doneAt: null,
          },
          {
            scheduledAt: '2026-10-09T12:00:00.000Z',
            dueAt: '2026-10-09T12:00:00.000Z',
            state: 'late',
            doneAt: '2026-10-09T15:00:00.000Z',
          },
        ],
      },
    ],
    runs: [
      {
        ...summary({
          state: 'finished',
          endedAt: ago(1440),
          startedAt: ago(1478),
          endedBy: 'user:default/ana',
        }),
        controls: ['SOC2:A1.2'],
      },
    ],
    runsLeftOff: 0,
    controls: ['SOC2:A1.2'],
    ...more,
  };
}

/** An API that answers with the fixtures; what a test gives instead, it answers. */
export function runbooksApi(
  more: Partial<RunbooksApi> = {},
): jest.Mocked<RunbooksApi> {
  return {
    getOverview: jest.fn(more.getOverview ?? (async () => overview())),
    getChecklist: jest.fn(
      more.getChecklist ??
        (async () => ({
          id: 'daily',
          entityRef: SHOP,
          title: 'Daily checks',
          place: { path: 'runbooks/daily.md', line: 6, url: null },
          definition,
        })),
    ),
    listOccurrences: jest.fn(
      more.listOccurrences ??
        (async () => ({ items: [], completeUntil: ago(-1440) })),
    ),
    listRuns: jest.fn(
      more.listRuns ??
        (async () => ({
          items: [
            summary({
              id: RUN_ID.replace(/1$/, '2'),
              title: 'Restore',
              state: 'abandoned',
              endedAt: ago(300),
              endedBy: 'user:default/ana',
              reason: 'wrong service',
            }),
          ],
          nextCursor: null,
        })),
    ),
    startRun: jest.fn(more.startRun ?? (async () => run())),
    getRun: jest.fn(more.getRun ?? (async () => run())),
    setStep: jest.fn(more.setStep ?? (async () => run())),
    finishRun: jest.fn(more.finishRun ?? (async () => run())),
    abandonRun: jest.fn(more.abandonRun ?? (async () => run())),
    listTemplates: jest.fn(
      more.listTemplates ?? (async () => ({ items: [template()] })),
    ),
    listFeeds: jest.fn(
      more.listFeeds ??
        (async () => ({ feeds: [], groups: [], enabled: true })),
    ),
    createFeed: jest.fn(
      more.createFeed ?? (async () => ({ ...feed(), url: FEED_URL })),
    ),
    revokeFeed: jest.fn(
      more.revokeFeed ??
        (async () => ({ feeds: [], groups: [], enabled: true })),
    ),
    addEvidence: jest.fn(more.addEvidence ?? (async () => run())),
    addFile: jest.fn(more.addFile ?? (async () => run())),
    getFile: jest.fn(more.getFile ?? (async () => new Blob(['bytes']))),
    confirmStep: jest.fn(more.confirmStep ?? (async () => run())),
    rejectStep: jest.fn(more.rejectStep ?? (async () => run())),
    handOver: jest.fn(more.handOver ?? (async () => run())),
    correctRun: jest.fn(more.correctRun ?? (async () => run())),
    getProof: jest.fn(more.getProof ?? (async () => proof())),
    exportProof: jest.fn(
      more.exportProof ?? (async () => new Blob(['at,service'])),
    ),
    exportRun: jest.fn(more.exportRun ?? (async () => new Blob(['{}']))),
  };
}
