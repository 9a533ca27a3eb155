export * from './sourcesExtensionPoint';
export * from './backups';
export * from './incidents';
export * from './deployments';
