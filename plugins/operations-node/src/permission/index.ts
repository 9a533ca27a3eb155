export * from './EntityAuthorizer';
