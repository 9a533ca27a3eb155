export * from './contract';
export * from './entityParams';
export * from './sharedSchemas';
export * from './text';
