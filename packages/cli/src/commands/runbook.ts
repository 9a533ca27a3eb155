import {
  DEFAULT_MAX_BYTES,
  importRunbook,
  previewOf,
  type ImportProblem,
  type RunbookDocument,
} from '@opsdeck/backstage-plugin-runbooks-common';
import type { Command } from 'commander';
import { CommandFailure } from '../failure';
import { runbookTree } from '../format/runbookTree';
import { printable, writeJson, type CommandIo } from '../io';
import type { ProgramTools } from '../program';
import { readInput } from '../readInput';

interface PreviewOptions {
  json?: boolean;
}

function problemLine(name: string, problem: ImportProblem): string {
  const { line, severity, message, code } = problem;
  return printable(`${name}:${line}: ${severity}: ${message} [${code}]\n`);
}

function failOnErrors(file: string, document: RunbookDocument): void {
  const error = document.problems.find(({ severity }) => severity === 'error');
  if (error) {
    throw new CommandFailure(error.code, error.message, {
      file,
      line: error.line,
    });
  }
}

async function preview(
  file: string,
  options: PreviewOptions,
  io: CommandIo,
): Promise<void> {
  const { name, content } = await readInput(file, DEFAULT_MAX_BYTES, io);
  const path = file === '-' ? undefined : file;
  const document = importRunbook(content, { path });
  failOnErrors(file, document);
  if (options.json) writeJson(io, previewOf(document));
  else io.stdout.write(printable(runbookTree(name, document)));
  for (const problem of document.problems) {
    io.stderr.write(problemLine(name, problem));
  }
}

/** Adds `opsdeck runbook ...`. */
export function addRunbookCommands(
  program: Command,
  tools: ProgramTools,
): void {
  const runbook = program
    .command('runbook')
    .description('read Markdown runbooks');
  runbook
    .command('preview')
    .description('show the checklists that a runbook would become')
    .argument('<file>', 'Markdown file, or - for standard input')
    .option('--json', 'print one JSON document')
    .action((file: string, options: PreviewOptions) =>
      preview(file, options, tools.io),
    );
}
