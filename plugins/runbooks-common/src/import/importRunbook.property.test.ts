import fc from 'fast-check';
import { markdownLine } from './__testUtils__/markdownLines';
import { importRunbook } from './importRunbook';
import { previewLines, previewOf, type PreviewStep } from './preview';
import { STEP_FORMS, type RunbookStep, type StepForm } from './types';

/** Lines of which runbooks are made, sound and broken ones. */
const line = fc.oneof(
  fc.constantFrom(
    '',
    '# Daily (Automated)',
    '## Rollback procedure',
    '### Pre-deployment',
    'Weekly:',
    '**Investigation**:',
    '---',
    '+++',
    'title: x',
    'cadence: FREQ=WEEKLY;BYDAY=MO',
    '- [ ] task',
    '  - [x] nested <!-- step: n -->',
    '1. one',
    '2. two <!-- check: a.b c=d -->',
    '   - detail',
    '- bullet {id=b}',
    '> quoted',
    '> - [ ] quoted task',
    '```',
    '```bash { name=x }',
    '~~~',
    '# 1. comment',
    'kubectl delete pod x',
    "echo 'open",
    'cat <<EOF',
    'EOF',
    'Alert: High',
    'Response: < 5 minutes',
    'Actions:',
    '<!-- open',
    '-->',
    '<details>',
    '|a|b|',
    '|-|-|',
    '[a]: b',
    '[^1]: note',
    '\t- tab',
    'â€“ mojibake',
    'a\u0000b',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  markdownLine,
);

const document = fc
  .array(line, { maxLength: 60 })
  .map(lines => lines.join('\n'));

function flatten(steps: RunbookStep[]): RunbookStep[] {
  return steps.flatMap(step => [step, ...flatten(step.children)]);
}

function countForms(steps: PreviewStep[], form: StepForm): number {
  return steps.reduce(
    (sum, step) =>
      sum + (step.form === form ? 1 : 0) + countForms(step.children, form),
    0,
  );
}

describe('importRunbook, whatever it is given', () => {
  it('never throws on bytes and answers the same again', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), bytes => {
        expect(importRunbook(bytes)).toEqual(importRunbook(bytes));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps lines in range, ids unique and totals true', () => {
    fc.assert(
      fc.property(document, markdown => {
        const result = importRunbook(markdown);
        const steps = result.checklists.flatMap(({ steps: own }) =>
          flatten(own),
        );
        for (const step of steps) {
          expect(step.line).toBeGreaterThanOrEqual(1);
          expect(step.endLine).toBeGreaterThanOrEqual(step.line);
          expect(step.endLine).toBeLessThanOrEqual(result.lineCount);
          expect(step.text).not.toBe('');
          for (const command of step.commands) {
            expect(command.line).toBeGreaterThanOrEqual(step.line);
            expect(command.line).toBeLessThanOrEqual(result.lineCount);
          }
        }
        for (const { line: at } of result.problems) {
          expect(at).toBeGreaterThanOrEqual(1);
          expect(at).toBeLessThanOrEqual(Math.max(1, result.lineCount));
        }
        expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
        const preview = previewOf(result);
        for (const form of STEP_FORMS) {
          const counted = preview.checklists.reduce(
            (sum, checklist) => sum + countForms(checklist.steps, form),
            0,
          );
          expect(result.totals[form]).toBe(counted);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('explains every step and nothing twice', () => {
    fc.assert(
      fc.property(document, markdown => {
        const result = importRunbook(markdown);
        const steps = result.checklists.flatMap(({ steps: own }) =>
          flatten(own),
        );
        const explained = previewLines(result)
          .map(({ stepId }) => stepId)
          .filter(id => id !== null);
        expect(new Set(explained).size).toBe(explained.length);
        // Steps of one line, such as "1. 1. a", share the explanation of the line.
        const lines = new Set(steps.map(step => step.line));
        expect(explained).toHaveLength(lines.size);
      }),
      { numRuns: 500 },
    );
  });

  it('reads CRLF and LF alike', () => {
    fc.assert(
      fc.property(document, markdown => {
        const unix = markdown.replace(/\r/g, '');
        const windows = unix.replace(/\n/g, '\r\n');
        expect(importRunbook(windows)).toEqual(importRunbook(unix));
      }),
      { numRuns: 500 },
    );
  });

  it('reads text and its UTF-8 bytes alike, with and without byte order mark', () => {
    fc.assert(
      fc.property(document, markdown => {
        const text = markdown.replace(/\p{Surrogate}|\uFEFF/gu, '');
        const expected = importRunbook(text);
        const encoder = new TextEncoder();
        expect(importRunbook(encoder.encode(text))).toEqual(expected);
        expect(importRunbook(encoder.encode(`\uFEFF${text}`))).toEqual(
          expected,
        );
      }),
      { numRuns: 500 },
    );
  });
});
