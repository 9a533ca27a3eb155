export * from './sources';
export * from './SourcesClient';
export * from './board';
export * from './routes';
export * from './sourcesRoutes';
export * from './statusEvent';
export * from './bindings';
export * from './entities';
