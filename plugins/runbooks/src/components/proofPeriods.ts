/** Periods that auditors ask about, the one under way first. */
export const PROOF_PERIODS = [
  'this-quarter',
  'last-quarter',
  'this-year',
  'last-year',
] as const;

export type ProofPeriod = (typeof PROOF_PERIODS)[number];

/** First instant of a calendar period and first instant after it, both in UTC. */
export function periodOf(
  period: ProofPeriod,
  now: Date,
): { from: string; to: string } {
  const months = period.endsWith('year') ? 12 : 3;
  const back = period.startsWith('last') ? months : 0;
  const year = now.getUTCFullYear();
  const month = Math.floor(now.getUTCMonth() / months) * months - back;
  return {
    from: new Date(Date.UTC(year, month)).toISOString(),
    to: new Date(Date.UTC(year, month + months)).toISOString(),
  };
}
