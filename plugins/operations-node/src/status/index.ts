export * from './StatusPublisher';
export * from './StatusStore';
export * from './StatusEvaluator';
