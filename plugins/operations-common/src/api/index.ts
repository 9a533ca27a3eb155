export * from './sources';
export * from './board';
export * from './routes';
export * from './sourcesRoutes';
