export * from './status';
export * from './artifact';
export * from './record';
export * from './contract';
export * from './DeploymentsClient';
export * from './routes';
