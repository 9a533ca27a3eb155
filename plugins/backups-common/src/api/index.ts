export * from './record';
export * from './contract';
export * from './BackupsClient';
export * from './routes';
