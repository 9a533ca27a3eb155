/**
 * Opsdeck sources for Amazon Web Services.
 *
 * @packageDocumentation
 */
export { default } from './module';
export { readAwsConfig } from './config/readAwsConfig';
export { RdsBackupSource } from './rds/RdsBackupSource';
