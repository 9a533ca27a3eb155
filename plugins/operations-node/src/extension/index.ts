export * from './sourcesExtensionPoint';
export * from './backups';
