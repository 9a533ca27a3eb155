export * from './createContractRouter';
export * from './openApiDocument';
