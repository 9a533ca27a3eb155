export * from './EvidenceStore';
export * from './sendEvidence';
