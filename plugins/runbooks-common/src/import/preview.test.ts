import { importRunbook } from './importRunbook';
import { previewLines, previewOf } from './preview';

const SOURCE = [
  '---',
  'owner: group:default/a',
  '---',
  '# Guide',
  '',
  'Words.',
  '',
  '## Daily',
  '',
  '- Look',
  '',
  '## Colours',
  '',
  '1. red',
  '',
  '## Rollback',
  '',
  '```bash',
  'set -e',
  '# 1. Undo',
  'kubectl rollout undo deployment/a',
  '```',
].join('\n');

describe('previewLines', () => {
  it('says what each line became and why', () => {
    const lines = previewLines(importRunbook(SOURCE));
    expect(
      lines.map(({ line, endLine, outcome, form, checklist, why }) => [
        `${line}-${endLine}`,
        outcome,
        form,
        checklist,
        why,
      ]),
    ).toEqual([
      ['1-3', 'front-matter', null, null, 'front matter'],
      ['4-4', 'heading', null, null, 'heading'],
      ['6-6', 'context', null, null, 'text beside the steps'],
      [
        '8-8',
        'heading',
        null,
        'Daily',
        'checklist “Daily”: maintenance, FREQ=DAILY, manual',
      ],
      ['10-10', 'step', 'bullet', 'Daily', 'bullet; “Daily” names a cadence'],
      ['12-12', 'heading', null, null, 'heading'],
      [
        '14-14',
        'context',
        null,
        null,
        'numbered list, but no heading above it names a procedure',
      ],
      [
        '16-16',
        'heading',
        null,
        'Rollback',
        'checklist “Rollback”: deployment, manual',
      ],
      [
        '19-19',
        'context',
        null,
        null,
        'stands before the first numbered comment',
      ],
      [
        '20-20',
        'step',
        'shell-comment',
        'Rollback',
        'numbered comment 1 of a shell fence',
      ],
      ['21-21', 'command', null, 'Rollback', 'stands under a numbered comment'],
    ]);
  });

  it('links steps to their identity', () => {
    const document = importRunbook(SOURCE);
    const ids = previewLines(document).flatMap(({ stepId }) => stepId ?? []);
    expect(ids).toEqual(
      document.checklists.flatMap(({ steps }) => steps.map(({ id }) => id)),
    );
  });
});

describe('previewOf', () => {
  it('holds what the command prints, and no more', () => {
    expect(previewOf(importRunbook(SOURCE))).toEqual({
      checklists: [
        {
          title: 'Daily',
          kind: 'maintenance',
          cadence: 'FREQ=DAILY',
          headingPath: ['Guide', 'Daily'],
          line: 8,
          steps: [
            {
              text: 'Look',
              line: 10,
              form: 'bullet',
              commands: [],
              children: [],
            },
          ],
        },
        {
          title: 'Rollback',
          kind: 'deployment',
          cadence: null,
          headingPath: ['Guide', 'Rollback'],
          line: 16,
          steps: [
            {
              text: 'Undo',
              line: 20,
              form: 'shell-comment',
              commands: ['kubectl rollout undo deployment/a'],
              children: [],
            },
          ],
        },
      ],
      totals: {
        task: 0,
        ordered: 0,
        bullet: 1,
        'alert-action': 0,
        'shell-comment': 1,
      },
    });
  });
});
