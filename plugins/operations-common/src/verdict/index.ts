export * from './verdict';
export * from './observedBy';
