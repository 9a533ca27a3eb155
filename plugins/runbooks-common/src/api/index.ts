export * from './check';
export * from './definition';
export * from './occurrence';
export * from './overview';
export * from './record';
export * from './run';
export * from './RunbooksClient';
export * from './routes';
