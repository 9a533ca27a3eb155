export * from './audited';
export * from './parse';
export * from './pluginFetch';
export * from './createSourcesRouter';
