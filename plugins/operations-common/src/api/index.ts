export * from './sources';
export * from './board';
