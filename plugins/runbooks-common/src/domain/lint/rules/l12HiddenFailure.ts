import type { Fence, Scope } from '../corpus/types';
import type { Violation } from '../types';
import { commandsOf, isShell, perScope, type LintRule } from './rule';

const DUMP_PIPE =
  /^(?:sudo\s+\S*\s*)?(?:\S+=\S+\s+)*(?:kubectl\s+exec\b.*?--\s+)?(pg_dump|pg_dumpall|mysqldump|mongodump|pg_basebackup|tar)\b[^|]*\|(?!\|)/;
const SKIPPED_TESTS =
  /(?:^|\s)(-DskipTests|-Dmaven\.test\.skip(?:=true)?|--skip-tests?|--no-tests?)\b/;

function ofFence(fence: Fence): Violation[] {
  const hasPipefail = fence.lines.some(line => /\bpipefail\b/.test(line));
  const commands = commandsOf(fence);
  return commands.flatMap(({ text, file, line }, index) => {
    const dump = DUMP_PIPE.exec(text)?.[1];
    const skipped = SKIPPED_TESTS.exec(text)?.[1];
    const found: Violation[] = [];
    if (dump && !hasPipefail) {
      found.push({
        file,
        line,
        message: `A failed ${dump} goes unseen: a pipeline answers with the exit code of its last command.`,
        fix: 'Put "set -euo pipefail" in front, and check the size of the result.',
      });
    }
    if (skipped) {
      found.push({
        file,
        line,
        message: `${skipped} builds what is released without its tests.`,
        fix: 'Leave the tests on, or release the artefact that the pipeline has tested.',
      });
    }
    const previous = commands[index - 1]?.text ?? '';
    if (/^eb\s+health\b/.test(text) && /^eb\s+deploy\b/.test(previous)) {
      found.push({
        file,
        line,
        message:
          '"eb health" shows the state of the moment; it does not wait for the deployment.',
        fix: 'Poll until the environment is Ready and Green, with a time limit, and fail otherwise.',
      });
    }
    return found;
  });
}

function check({ documents }: Scope): Violation[] {
  return documents.flatMap(({ fences }) =>
    fences.filter(isShell).flatMap(ofFence),
  );
}

/** L12: a failure that a script hides. */
export const hiddenFailure: LintRule = {
  id: 'L12',
  title: 'failure that a script hides',
  severity: 'error',
  check: perScope(check),
};
