export * from './check';
export * from './definition';
export * from './overview';
export * from './record';
export * from './run';
export * from './stepEvidence';
export * from './RunbooksClient';
export * from './routes';
