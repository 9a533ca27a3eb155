module.exports = require('../../scripts/eslint-preset.js')(__dirname);
