import { hash } from 'node:crypto';
import {
  verifyEvidence,
  type EvidenceReport,
} from '@opsdeck/backstage-plugin-operations-common';
import { InvalidArgumentError, type Command } from 'commander';
import { EXIT } from '../failure';
import {
  evidenceDocument,
  evidenceFindings,
  evidenceText,
} from '../format/evidenceReport';
import { findingsText } from '../format/findings';
import { printable, writeJson, type CommandIo } from '../io';
import type { ProgramTools } from '../program';
import { readChunks } from '../readInput';

interface VerifyOptions {
  json?: boolean;
  head: string[];
}

function collectHead(value: string, heads: string[]): string[] {
  const head = value.toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(head)) {
    throw new InvalidArgumentError(
      'A hash has 64 hexadecimal digits (SHA-256).',
    );
  }
  return [...heads, head];
}

function print(
  file: string,
  report: EvidenceReport,
  options: VerifyOptions,
  io: CommandIo,
): number {
  const { header, ok } = report;
  if (ok && header) {
    if (options.json) writeJson(io, evidenceDocument(header, report));
    else io.stdout.write(printable(evidenceText(file, header, report)));
    return EXIT.success;
  }
  const findings = evidenceFindings(file, report);
  if (options.json) writeJson(io, { findings });
  else io.stdout.write(printable(findingsText(findings)));
  return EXIT.failure;
}

/** Adds `opsdeck evidence ...`. */
export function addEvidenceCommands(
  program: Command,
  tools: ProgramTools,
): void {
  const evidence = program
    .command('evidence')
    .description('check exports of evidence');
  evidence
    .command('verify')
    .description(
      'recompute the hash chains of an export and name the first broken record',
    )
    .argument('<file>', 'export (JSON Lines), or - for standard input')
    .option(
      '--head <hash>',
      'hash that was kept elsewhere and must be in the file; may be repeated',
      collectHead,
      [],
    )
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: VerifyOptions) => {
      const report = await verifyEvidence(readChunks(file, tools.io), {
        sha256: text => hash('sha256', text, 'hex'),
        keptHeads: options.head,
      });
      tools.setExitCode(print(file, report, options, tools.io));
    });
}
