import {
  checklistDefinitionSchema,
  flattenSteps,
  importRunbook,
  nextOccurrence,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { readTemplates } from './readTemplates';

type Expected = [
  id: string,
  kind: string,
  cadence: string | null,
  ...checklists: [title: string, steps: number][],
];

const expected: Expected[] = [
  ['weekly-maintenance', 'maintenance', 'FREQ=WEEKLY;BYDAY=TU', ['Weekly', 7]],
  [
    'deployment',
    'deployment',
    null,
    ['Pre-deployment', 6],
    ['During deployment', 4],
    ['Post-deployment', 4],
  ],
  ['incident-response', 'incident', null, ['Response', 12]],
  ['alert-playbook', 'alert', null, ['Response', 7]],
  ['disaster-recovery', 'recovery', null, ['Recovery procedure', 11]],
  [
    'restore-drill',
    'recovery',
    'FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE',
    ['Restore procedure', 8],
  ],
  ['on-call-handover', 'handover', 'FREQ=WEEKLY;BYDAY=MO', ['Hand-over', 6]],
  ['document-review', 'review', 'FREQ=MONTHLY;BYDAY=1TH', ['Review', 6]],
];

describe('the shipped templates', () => {
  it('are these, in this order', async () => {
    const templates = await readTemplates({});
    expect(templates.map(({ id }) => id)).toEqual(expected.map(([id]) => id));
  });

  it.each(expected)(
    '%s: %s, cadence %s',
    async (id, kind, cadence, ...lists) => {
      const template = (await readTemplates({})).find(each => each.id === id)!;
      const { checklists, problems, title } = importRunbook(template.markdown, {
        path: `${id}.md`,
      });
      expect(problems).toEqual([]);
      expect(
        checklists.map(each => [each.title, flattenSteps(each.steps).length]),
      ).toEqual(lists);
      expect(template).toMatchObject({
        title,
        kind,
        cadence,
        steps: lists.reduce((sum, [, steps]) => sum + steps, 0),
        origin: 'shipped',
      });
      for (const checklist of checklists) {
        expect([checklist.kind, checklist.cadence]).toEqual([kind, cadence]);
        expect(checklistDefinitionSchema.parse(checklist)).toEqual(checklist);
        const steps = flattenSteps(checklist.steps).map(({ step }) => step);
        // Every step has a name of its own, so that a team may reword it and keep its history.
        expect(steps.filter(({ explicitId }) => !explicitId)).toEqual([]);
        expect(steps.every(({ form }) => form === 'task')).toBe(true);
        if (checklist.cadence === null) continue;
        const { at, zone, schedule: rules } = checklist;
        const next = nextOccurrence(
          { cadence: checklist.cadence, at, zone, rules },
          new Date('2026-11-20T12:00:00Z'),
        );
        expect(next?.dueAt.slice(11, 16)).toBe(at);
      }
    },
  );

  it('bind an alert to the playbook by its name and response', async () => {
    const { markdown } = (await readTemplates({})).find(
      ({ id }) => id === 'alert-playbook',
    )!;
    expect(importRunbook(markdown).checklists[0].alert).toEqual({
      name: 'NameOfYourAlert',
      response: 'PT15M',
    });
  });
});

describe('configured templates', () => {
  const OWN = '---\nkind: review\n---\n# Our review\n- [ ] Look\n';

  it('replace one of the same id in its place, and are added otherwise', async () => {
    const templates = await readTemplates({
      deployment: OWN,
      ours: OWN,
      'alert-playbook': false,
    });
    expect(templates.map(({ id }) => id)).toEqual([
      'weekly-maintenance',
      'deployment',
      'incident-response',
      'disaster-recovery',
      'restore-drill',
      'on-call-handover',
      'document-review',
      'ours',
    ]);
    expect(templates[1]).toEqual({
      id: 'deployment',
      title: 'Our review',
      kind: 'review',
      cadence: null,
      steps: 1,
      origin: 'configured',
      markdown: OWN,
    });
  });

  it('are refused without a checklist, by their key', async () => {
    await expect(readTemplates({ ours: '# Nothing to do' })).rejects.toThrow(
      /opsdeck\.runbooks\.templates\.ours: there is no checklist/,
    );
  });
});
