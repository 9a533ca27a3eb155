export * from './annotations';
export * from './bindingFacts';
export * from './labelSelector';
export * from './peerAnnotations';
export * from './refPart';
