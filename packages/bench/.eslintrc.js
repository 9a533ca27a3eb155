module.exports = require('../../scripts/eslint-preset.js')(__dirname, {
  rules: {
    // The benchmarks run the demo's backend, and so its sign-in and its policy.
    '@backstage/no-forbidden-package-imports': 'off',
    '@backstage/no-mixed-plugin-imports': 'off',
  },
});
