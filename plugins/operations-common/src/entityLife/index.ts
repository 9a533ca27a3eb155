export * from './contract';
export * from './formerRefs';
export * from './planRenames';
export * from './proposeRenames';
