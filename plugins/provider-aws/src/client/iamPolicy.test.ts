import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { RdsBackupSource } from '../rds/RdsBackupSource';

it('the README has the policy word for word', () => {
  const [policy] = new RdsBackupSource({
    accounts: [],
    rds: { cadence: 'PT1M' },
  }).policies;
  const readme = readFileSync(
    resolvePackagePath('@opsdeck/backstage-plugin-provider-aws', 'README.md'),
    'utf8',
  );
  expect(readme).toContain(`\`\`\`json\n${policy.text}\n\`\`\``);
});
