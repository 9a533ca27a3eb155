/*
 * The import rules of docs/architecture.md as lint: who may import whom.
 * Every package's .eslintrc.js is one line that calls this file.
 */
const path = require('path');
const createConfig = require('@backstage/cli/config/eslint-factory');
const { forbiddenPackages } = require('./import-rules');

module.exports = (dir, extra = {}) =>
  createConfig(dir, {
    ...extra,
    restrictedImportPatterns: forbiddenPackages(path.basename(dir)).flatMap(
      name => [name, `${name}/*`],
    ),
  });
