export * from './request';
export * from './entityPath';
