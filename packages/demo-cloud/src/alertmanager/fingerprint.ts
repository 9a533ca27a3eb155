/** Offset basis and prime of 64-bit FNV-1a. */
const OFFSET = 14695981039346656037n;
const PRIME = 1099511628211n;
const SEPARATOR = 0xff;

/**
 * The fingerprint of a label set, as Prometheus' `model.LabelSet.Fingerprint` computes it and Alertmanager shows it:
 * FNV-1a (64 bit) over the UTF-8 names and values in order of the names, each followed by the byte 255; 16 hexadecimal
 * digits.
 */
export function fingerprint(labels: Record<string, string>): string {
  let hash = OFFSET;
  const add = (byte: number) => {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  };
  for (const name of sortedNames(labels)) {
    for (const text of [name, labels[name]]) {
      Buffer.from(text, 'utf8').forEach(add);
      add(SEPARATOR);
    }
  }
  return hash.toString(16).padStart(16, '0');
}

/** The label names in the order of their UTF-8 bytes, in which Go sorts. */
export function sortedNames(labels: Record<string, string>): string[] {
  return Object.keys(labels).sort((a, b) =>
    Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8')),
  );
}
