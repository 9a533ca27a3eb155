export * from './canonicalJson';
export * from './record';
export * from './seal';
export * from './sha256';
export * from './verify';
