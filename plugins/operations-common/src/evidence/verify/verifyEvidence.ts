import { EvidenceHeader } from '../record';
import { Sha256 } from '../sha256';
import { ChainVerifier } from './ChainVerifier';
import { EvidenceFaultError, EvidenceFinding, faultAt } from './finding';
import { KeptHead, KeptHeads } from './KeptHeads';
import { lineLimit, parseHeader } from './parseLine';
import { readLines } from './readLines';

export interface VerifyEvidenceOptions {
  sha256: Sha256;
  /**
   * Hashes that were kept outside of the file: of records, of streams that were
   * removed, or of the export itself. Each must be in it.
   */
  keptHeads?: readonly string[];
}

/** What a verification found. */
export interface EvidenceReport {
  /** True when there is no finding. */
  ok: boolean;
  /** Null when the file has no usable header. */
  header: EvidenceHeader | null;
  /** Records that are in order, up to the first finding. */
  records: number;
  keptHeads: KeptHead[];
  /** The first broken record, or every kept hash that is not in the file. */
  findings: EvidenceFinding[];
}

/**
 * Recomputes the chains of an export (JSON Lines) and names the first record that
 * is broken. Reads a chunk at a time; keeps one record and the header.
 *
 * Detects every change within the file. Who can write the file can also make all
 * of it anew: only a hash that was kept elsewhere shows that, and shows that
 * records were cut off at the end.
 *
 * @throws what `chunks` throws.
 */
export async function verifyEvidence(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: VerifyEvidenceOptions,
): Promise<EvidenceReport> {
  const { sha256 } = options;
  const kept = new KeptHeads(options.keptHeads ?? []);
  let header: EvidenceHeader | null = null;
  let chain: ChainVerifier | undefined;
  let records = 0;
  try {
    for await (const line of readLines(chunks, lineLimit)) {
      if (!chain) {
        header = await parseHeader(line, sha256);
        chain = new ChainVerifier(header, sha256);
        kept.readHeader(header);
        continue;
      }
      const record = await chain.take(line);
      if (!record) continue;
      records++;
      kept.readRecord(record);
    }
    if (!chain) throw faultAt({}, 'empty', 'The file is empty.');
    chain.end();
  } catch (error) {
    if (!(error instanceof EvidenceFaultError)) throw error;
    const findings = [error.finding];
    return { ok: false, header, records, keptHeads: kept.found, findings };
  }
  const findings = kept.findings();
  const ok = findings.length === 0;
  return { ok, header, records, keptHeads: kept.found, findings };
}
