/** `INC-2026-007`: the year of the opening (UTC) and the count within it. */
export function incidentNumber(year: number, sequence: number): string {
  return `INC-${year}-${String(sequence).padStart(3, '0')}`;
}
