export * from './sourcesExtensionPoint';
export * from './backups';
export * from './incidents';
export * from './deployments';
export * from './slos';
export * from './runbooks';
