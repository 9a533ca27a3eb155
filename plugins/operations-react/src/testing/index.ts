/**
 * What tests of the tabs have in common. It needs `axe-core` and
 * `@backstage/test-utils`, which the kit itself does not bring along.
 *
 * @packageDocumentation
 */
export * from './axe';
export * from './responseError';
export * from './translations';
export * from './untranslated';
