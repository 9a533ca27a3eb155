export * from './EntityAuthorizer';
export * from './requirePermission';
