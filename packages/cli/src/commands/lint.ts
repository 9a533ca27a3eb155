import {
  DEFAULT_MAX_BYTES,
  isLintable,
  lint,
  type LintReport,
  type LintSeverity,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { Option, type Command } from 'commander';
import { EXIT } from '../failure';
import { count } from '../format/count';
import { findingsText, type Finding } from '../format/findings';
import { printable, writeJson, type CommandIo } from '../io';
import type { ProgramTools } from '../program';
import { readFiles } from '../readFiles';

const SEVERITIES: LintSeverity[] = ['error', 'warning', 'info'];

interface LintOptions {
  json?: boolean;
  failOn: LintSeverity;
}

function summary({ findings, suppressed }: LintReport, files: number): string {
  const found = SEVERITIES.map(
    severity =>
      [
        severity,
        findings.filter(finding => finding.severity === severity).length,
      ] as const,
  )
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => `${number} ${severity}`)
    .join(', ');
  const accepted =
    suppressed.length > 0 ? `, ${suppressed.length} suppressed` : '';
  return `${count(files, 'file')}: ${found || 'no findings'}${accepted}\n`;
}

function print(
  report: LintReport,
  files: number,
  options: LintOptions,
  io: CommandIo,
): void {
  const findings: Finding[] = report.findings.map(finding => ({
    ...finding,
    path: null,
  }));
  if (options.json) {
    const suppressed = report.suppressed.map(finding => ({
      ...finding,
      path: null,
    }));
    writeJson(io, { findings, suppressed });
    return;
  }
  io.stdout.write(printable(findingsText(findings)));
  io.stdout.write(summary(report, files));
}

/** Adds `opsdeck lint ...`. */
export function addLintCommand(program: Command, tools: ProgramTools): void {
  program
    .command('lint')
    .description(
      'find what contradicts itself in runbooks, catalog files, SLO files and alert rules',
    )
    .argument('<paths...>', 'files and folders (Markdown, YAML), or -')
    .addOption(
      new Option(
        '--fail-on <severity>',
        'mildest severity that makes the exit code 1',
      )
        .choices(SEVERITIES)
        .default('info'),
    )
    .option('--json', 'print one JSON document')
    .action(async (paths: string[], options: LintOptions) => {
      const { io } = tools;
      const files = await readFiles(paths, isLintable, DEFAULT_MAX_BYTES, io);
      const today = new Date().toISOString().slice(0, 10);
      const report = lint(files, today);
      print(report, files.length, options, io);
      const failing = SEVERITIES.slice(
        0,
        SEVERITIES.indexOf(options.failOn) + 1,
      );
      const failed = report.findings.some(({ severity }) =>
        failing.includes(severity),
      );
      tools.setExitCode(failed ? EXIT.failure : EXIT.success);
    });
}
