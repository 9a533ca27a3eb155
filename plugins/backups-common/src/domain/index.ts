export * from './objective';
export * from './exposure';
export * from './configuration';
export * from './headline';
