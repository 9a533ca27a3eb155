import type {
  EvidenceFault,
  EvidenceFinding,
  EvidenceHeader,
  EvidenceReport,
} from '@opsdeck/backstage-plugin-operations-common';
import { count } from './count';
import type { Finding } from './findings';

const AGAIN =
  'Export it again. If the new file has the same finding, the records themselves were changed where they are kept; if not, this file was changed after the export.';
const NOT_OURS =
  'Give a file as the export of a run, an incident or a restore test writes it.';
const BYTE_FOR_BYTE =
  'Fetch the export again, byte for byte: nothing may format it or change its line ends on the way.';

const FIXES: Partial<Record<EvidenceFault, string>> = {
  empty: NOT_OURS,
  'no-header': NOT_OURS,
  'unknown-version': 'Use the opsdeck that belongs to the export.',
  'line-too-long': NOT_OURS,
  'unfinished-line': BYTE_FOR_BYTE,
  'not-utf8': BYTE_FOR_BYTE,
  'malformed-json': BYTE_FOR_BYTE,
  'not-canonical': BYTE_FOR_BYTE,
  'kept-head-not-found':
    'Check that the hash is one of a stream in this file. If it is, records were cut off or all was made anew: look for an older copy.',
};

const NO_KEPT_HEAD =
  'A chain shows that nothing in it was changed. That records were cut off at the end, or that all of it was made anew, shows only a hash that was kept elsewhere: keep the head, and give it with --head.';

/** The findings of a verification, as every command prints findings. */
export function evidenceFindings(
  file: string,
  report: EvidenceReport,
): Finding[] {
  return report.findings.map(finding => ({
    id: `evidence-${finding.fault}`,
    severity: 'error',
    message: finding.message,
    file,
    line: finding.line,
    path: pathOf(finding),
    fix: FIXES[finding.fault] ?? AGAIN,
  }));
}

/** What `--json` prints of a sound export. */
export function evidenceDocument(
  header: EvidenceHeader,
  { records, keptHeads }: EvidenceReport,
) {
  return {
    ok: true,
    version: header.version,
    exportedAt: header.exportedAt,
    head: header.head,
    records,
    streams: header.streams,
    keptHeads,
    note: keptHeads.length === 0 ? NO_KEPT_HEAD : null,
  };
}

/** A sound export in words. */
export function evidenceText(
  file: string,
  header: EvidenceHeader,
  { records, keptHeads }: EvidenceReport,
): string {
  const streams = header.streams.map(
    ({ stream, records: ofStream, head, prunedAt }) =>
      prunedAt === null
        ? `  ${stream}: ${count(ofStream, 'record')}, head ${head}`
        : `  ${stream}: ${count(
            ofStream,
            'record',
          )}, removed at ${prunedAt}, head was ${head}`,
  );
  const kept = keptHeads.map(({ head, stream, seq }) =>
    stream === null
      ? `  kept hash ${head} is that of this very export`
      : `  kept hash ${head} is record ${seq} of ${stream}: nothing up to it was changed or cut off`,
  );
  const note = keptHeads.length === 0 ? ['', NO_KEPT_HEAD] : [];
  return [
    `${file}: sound, ${count(records, 'record')} in ${count(
      header.streams.length,
      'stream',
    )}, exported at ${header.exportedAt}, head ${header.head}`,
    ...streams,
    ...kept,
    ...note,
    '',
  ].join('\n');
}

/** The record within the file, such as `run:42#3`. */
function pathOf({ stream, seq }: EvidenceFinding): string | null {
  if (stream === null) return null;
  return seq === null ? stream : `${stream}#${seq}`;
}
