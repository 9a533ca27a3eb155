export * from './readEnvironments';
