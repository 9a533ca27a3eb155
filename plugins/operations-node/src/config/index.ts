export * from './parseConfig';
