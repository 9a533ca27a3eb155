export * from './objective';
export * from './exposure';
export * from './headline';
