/*
 * Mutation tests of the functions that decide what a live check answers: a false tick
 * is the worst bug that this product can have. Run from the package that is mutated.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const swc = require.resolve(
  '@backstage/cli-module-test-jest/config/jestSwcTransform',
);
const syntax = name => [swc, { jsc: { parser: { syntax: name } } }];

export default {
  plugins: ['@stryker-mutator/jest-runner'],
  testRunner: 'jest',
  coverageAnalysis: 'perTest',
  mutate: [
    'src/domain/checks/**/*.ts',
    '!src/domain/checks/index.ts',
    '!src/domain/checks/**/*.test.ts',
    '!src/domain/checks/__testUtils__/**',
  ],
  jest: {
    projectType: 'custom',
    // It would not see what `everyTest` loads.
    enableFindRelatedTests: false,
    // As Backstage's own for a common library, but without a browser.
    config: {
      testEnvironment: require.resolve(
        '@stryker-mutator/jest-runner/jest-env/node',
      ),
      testMatch: ['**/src/domain/checks/__testUtils__/everyTest.ts'],
      moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
      transform: {
        '\\.(mjs|cjs|js)$': syntax('ecmascript'),
        '\\.ts$': syntax('typescript'),
      },
      transformIgnorePatterns: ['/node_modules/(?:ajv|core-js|jest-.*|knex)/'],
    },
  },
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 100, low: 98, break: 95 },
  tempDirName: '.stryker-tmp',
  cleanTempDir: 'always',
};
