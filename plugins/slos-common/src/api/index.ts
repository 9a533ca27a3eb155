export * from './contract';
export * from './SlosClient';
export * from './routes';
