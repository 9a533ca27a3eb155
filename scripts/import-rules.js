/*
 * One table for the question "which of our packages may this package import?".
 * Used by the linter (eslint-preset.js) and by the dependency check of `npm test`.
 */
const fs = require('fs');
const path = require('path');

const SCOPE = '@opsdeck/backstage-plugin-';
const TABS = ['deployments', 'slos', 'runbooks', 'backups', 'incidents'];
const pluginsDir = path.resolve(__dirname, '../plugins');

const tabCommons = TABS.map(tab => `${tab}-common`);

/** Folder names below plugins/ that the package in `folder` may import. */
function allowedFolders(folder) {
  const always = ['operations-common'];
  if (folder === 'operations-common') return [];
  if (folder === 'operations-node') return [...always, ...tabCommons];
  if (folder === 'operations-react') return always;
  if (folder.startsWith('provider-')) {
    return [...always, 'operations-node', ...tabCommons];
  }
  if (folder.endsWith('-common')) return always;
  if (folder.endsWith('-backend')) {
    return [...always, 'operations-node', ...tabCommons];
  }
  return [...always, 'operations-react', ...tabCommons];
}

/** Package names that the package in `folder` must not import; none for packages/*. */
function forbiddenPackages(folder) {
  const plugins = fs.readdirSync(pluginsDir);
  if (!plugins.includes(folder)) return [];
  const allowed = new Set([folder, ...allowedFolders(folder)]);
  return plugins.filter(name => !allowed.has(name)).map(name => SCOPE + name);
}

module.exports = { SCOPE, allowedFolders, forbiddenPackages };
