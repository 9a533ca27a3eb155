import { SourcePolicy } from '@opsdeck/backstage-plugin-operations-common';

/** What a token must be allowed for every call of this package. */
export const TOKEN_PERMISSIONS: SourcePolicy = {
  title:
    'Repository permissions of a fine-grained token or a GitHub App, as its manifest has them',
  format: 'json',
  text: JSON.stringify(
    { default_permissions: { deployments: 'read', metadata: 'read' } },
    null,
    2,
  ),
};
