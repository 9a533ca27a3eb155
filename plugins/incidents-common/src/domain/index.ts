export * from './targets';
export * from './clocks';
export * from './states';
export * from './number';
export * from './summary';
export * from './suspects';
export * from './alertmanager';
export * from './httpUrl';
