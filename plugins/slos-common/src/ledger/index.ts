export * from './codec';
export * from './exclusions';
export * from './ledgerDay';
export * from './readPlan';
export * from './readings';
export * from './series';
export * from './slices';
