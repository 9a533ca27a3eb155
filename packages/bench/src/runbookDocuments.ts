import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const ENTITY = 'component/default/runbook-bench';
const DOCUMENTS = 10;
const PER_DOCUMENT = 50;
export const CHECKLISTS = DOCUMENTS * PER_DOCUMENT;
const CADENCES = ['Daily', 'Weekly', 'Monthly', 'Quarterly'];

/** Writes an entity with 500 checklists of seven steps; answers the file of the entity. */
export function writeRunbooks(folder: string): string {
  mkdirSync(path.join(folder, 'runbooks'), { recursive: true });
  for (let n = 0; n < DOCUMENTS; n++) {
    writeFileSync(path.join(folder, 'runbooks', `${n}.md`), documentText(n));
  }
  const file = path.join(folder, 'catalog-info.yaml');
  writeFileSync(
    file,
    `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: runbook-bench
  annotations:
    opsdeck.io/runbooks: runbooks/*.md
spec: { type: service, lifecycle: production, owner: group:default/platform-team }
`,
  );
  return file;
}

function documentText(n: number): string {
  const sections = Array.from(
    { length: PER_DOCUMENT },
    (_, i) => `## ${CADENCES[i % CADENCES.length]} checks of part ${n}-${i}

- [ ] Look at the dashboard of part ${i}
- [ ] Verify that the queue is shorter than 1,000
  - [ ] the one of the workers
  - [ ] the one of the mails
- [ ] Read the errors of the last day

\`\`\`bash
kubectl logs deploy/part-${i} --since=24h
\`\`\`

- [ ] Renew what expires soon
- [ ] Write down what was unusual
`,
  );
  return `# Guide ${n}\n\n${sections.join('\n')}`;
}

/** A megabyte of Markdown in the style of the guides. */
export function megabyteGuide(): string {
  let text = '';
  for (let n = 0; text.length < 1_000_000; n++) text += documentText(n);
  return text;
}
