export * from './alert';
export * from './incident';
export * from './contract';
export * from './IncidentsClient';
export * from './routes';
export * from './webhookRoutes';
