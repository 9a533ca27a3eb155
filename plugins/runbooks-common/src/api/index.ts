export * from './check';
export * from './definition';
export * from './lint';
export * from './overview';
export * from './record';
export * from './run';
export * from './RunbooksClient';
export * from './routes';
