import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { CLUSTER_ROLE } from './clusterRole';

it('the README has the ClusterRole word for word', () => {
  const readme = readFileSync(
    resolvePackagePath(
      '@opsdeck/backstage-plugin-provider-kubernetes',
      'README.md',
    ),
    'utf8',
  );
  expect(readme).toContain(`\`\`\`yaml\n${CLUSTER_ROLE.text}\`\`\``);
});
