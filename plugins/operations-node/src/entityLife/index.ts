export * from './EntityRows';
export * from './EntityLife';
export * from './StatusRows';
export * from './readEntityLifeConfig';
export * from './startEntityLife';
