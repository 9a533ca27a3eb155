export * from './contract';
export * from './SlosClient';
