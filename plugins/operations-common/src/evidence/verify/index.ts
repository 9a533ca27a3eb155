export type { EvidenceFault, EvidenceFinding } from './finding';
export type { KeptHead } from './KeptHeads';
export * from './verifyEvidence';
