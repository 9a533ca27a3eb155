export * from './request';
export * from './requestRoute';
