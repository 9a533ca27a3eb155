import { lint } from '../lint';
import type { LintFile } from '../types';
import { LINT_RULES } from '.';

const database = (lines: string[], description = 'PostgreSQL on RDS.') =>
  [
    'apiVersion: backstage.io/v1alpha1',
    'kind: Resource',
    'metadata:',
    '  name: orders-db',
    `  description: ${description}`,
    '  annotations:',
    '    opsdeck.io/data-class: database',
    ...lines.map(line => `    ${line}`),
    'spec:',
    '  type: database',
  ].join('\n');

const SLOS = [
  'apiVersion: openslo/v1',
  'kind: SLO',
  'metadata: { name: availability }',
  'spec:',
  '  budgetingMethod: Occurrences',
  '  objectives: [{ target: 0.999 }]',
  '---',
  'apiVersion: openslo/v1',
  'kind: SLO',
  'metadata: { name: latency }',
  'spec:',
  '  budgetingMethod: Timeslices',
  `  indicator: { query: 'x_bucket{le="0.2"}' }`,
  '  objectives: [{ target: 0.99 }]',
].join('\n');

function rule(expression: string, summary: string, extra: string[] = []) {
  return [
    'groups:',
    '  - name: x',
    '    rules:',
    '      - alert: HighErrorRate',
    `        expr: ${expression}`,
    '        labels: { severity: critical }',
    '        annotations:',
    `          summary: ${summary}`,
    ...(extra.length ? extra : ['          runbook_url: https://x/y']),
  ].join('\n');
}

function monitor(query: string, message: string, tags = '[severity:warning]') {
  return `monitors:\n  - name: M\n    query: ${query}\n    message: ${message}\n    tags: ${tags}\n`;
}

const RATE = 'rate(http_requests_total{code=~"5.."}[5m])';
const sh = (...lines: string[]) =>
  `# X\n\n\`\`\`bash\n${lines.join('\n')}\n\`\`\`\n`;
const owned = (text: string) => `---\nowner: group:a\n---\n${text}`;
const md = (text: string): LintFile[] => [{ path: 's/r.md', text }];
const yaml = (text: string): LintFile[] => [{ path: 's/rules.yaml', text }];
const catalog = (text: string): LintFile => ({
  path: 's/catalog-info.yaml',
  text,
});
const slos: LintFile = { path: 's/slos.yaml', text: SLOS };

/** Rule, what is looked at, and where it is found; nowhere for what is right. */
const CASES: [id: string, name: string, files: LintFile[], places: string[]][] =
  [
    [
      'L1',
      'hourly for 15 minutes',
      [
        catalog(database(['opsdeck.io/rpo: PT15M'])),
        ...md('# R\n\nThe database is dumped every hour.\n'),
      ],
      ['s/r.md:3'],
    ],
    [
      'L1',
      'nightly for the hour of a table',
      md(
        '# R\n\n| tier | lost at most |\n|---|---|\n| a | 1 hour |\n\nBackups are taken every night.\n',
      ),
      ['s/r.md:7'],
    ],
    [
      'L1',
      'often enough',
      [
        catalog(database(['opsdeck.io/rpo: PT1H'])),
        ...md('# R\n\nThe database is backed up every 30 minutes.\n'),
      ],
      [],
    ],
    [
      'L1',
      'with logs beside the full backups',
      [
        catalog(database(['opsdeck.io/rpo: PT15M'])),
        ...md('# R\n\nBackups are taken daily. Logs allow any instant.\n'),
      ],
      [],
    ],
    [
      'L1',
      'how long they are kept',
      [
        catalog(database(['opsdeck.io/rpo: PT15M'])),
        ...md('# R\n\nDaily backups are kept for 30 days.\n'),
      ],
      [],
    ],
    [
      'L1',
      'without objective',
      md('# R\n\nThe database is dumped every night.\n'),
      [],
    ],

    [
      'L2',
      'at three in a window from two to four',
      [
        catalog(
          database([], 'PostgreSQL on RDS. Backed up daily at 03:00 UTC.'),
        ),
        ...md('# Maintenance\n\nSunday 02:00–04:00 UTC.\n'),
      ],
      ['s/r.md:3'],
    ],
    [
      'L2',
      'after the window',
      [
        catalog(database([], 'Backed up daily at 04:00 UTC.')),
        ...md('# Maintenance\n\nSunday 02:00–04:00 UTC.\n'),
      ],
      [],
    ],
    [
      'L2',
      'on another day',
      [
        catalog(database([], 'Backed up on Monday at 03:00 UTC.')),
        ...md('# Maintenance\n\nSunday 02:00–04:00 UTC.\n'),
      ],
      [],
    ],
    [
      'L2',
      'in another zone',
      [
        catalog(database([], 'Backed up daily at 03:00 Europe/Berlin.')),
        ...md('# Maintenance\n\nSunday 02:00–04:00 UTC.\n'),
      ],
      [],
    ],
    [
      'L2',
      'hours that are no window',
      [
        catalog(database([], 'Backed up daily at 03:00 UTC.')),
        ...md('# Support\n\nReachable 02:00–04:00 UTC.\n'),
      ],
      [],
    ],

    [
      'L3',
      'a year on RDS',
      [
        catalog(database([])),
        ...md(
          '# R\n\nBackups are kept daily for 30 days and yearly for 7 years.\n',
        ),
      ],
      ['s/r.md:3'],
    ],
    [
      'L3',
      'within 35 days',
      [catalog(database([])), ...md('# R\n\nBackups are kept for 35 days.\n')],
      [],
    ],
    [
      'L3',
      'with a plan that can',
      [
        catalog(database([])),
        ...md('# R\n\nBackups are kept for 7 years by AWS Backup.\n'),
      ],
      [],
    ],
    [
      'L3',
      'on a database of its own',
      [
        catalog(database([], 'PostgreSQL on our machines.')),
        ...md('# R\n\nBackups are kept for 7 years.\n'),
      ],
      [],
    ],

    [
      'L4',
      '7 days beside 30',
      [
        catalog(database([])),
        ...md(
          '# R\n\nFull backups are kept for 30 days. Logs allow any instant of the past 7 days.\n',
        ),
      ],
      ['s/r.md:3'],
    ],
    [
      'L4',
      'one number',
      [
        catalog(database([])),
        ...md(
          '# R\n\nFull backups are kept for 7 days. Point in time recovery: 7 days.\n',
        ),
      ],
      [],
    ],
    [
      'L4',
      'on a database of its own',
      [
        catalog(database([], 'Own.')),
        ...md(
          '# R\n\nFull backups are kept for 30 days. Logs allow any instant of the past 7 days.\n',
        ),
      ],
      [],
    ],

    [
      'L5',
      'percent over a rate',
      yaml(rule(`${RATE} > 0.05`, 'More than 5 % fail')),
      ['s/rules.yaml:5'],
    ],
    [
      'L5',
      'the same in a fence',
      md(
        `# R\n\n\`\`\`yaml\n${rule(
          `${RATE} > 0.05`,
          'More than 5 % fail',
        )}\n\`\`\`\n`,
      ),
      ['s/r.md:8'],
    ],
    [
      'L5',
      'a ratio',
      yaml(rule(`${RATE} / ${RATE} > 0.05`, 'More than 5 % fail')),
      [],
    ],
    [
      'L5',
      'a rate in words',
      yaml(rule(`${RATE} > 10`, 'More than 10 errors a second')),
      [],
    ],
    [
      'L5',
      'a quantile',
      yaml(
        rule(
          `histogram_quantile(0.95, rate(x[5m])) > 2`,
          '5 % wait two seconds',
        ),
      ),
      [],
    ],

    [
      'L6',
      '5 % for 99.9 %',
      [slos, ...yaml(rule(`${RATE} / ${RATE} > 0.05`, 'x'))],
      ['s/rules.yaml:5'],
    ],
    [
      'L6',
      'half a second for 200 ms',
      [slos, ...yaml(rule('histogram_quantile(0.95, rate(x[5m])) > 0.5', 'x'))],
      ['s/rules.yaml:5'],
    ],
    [
      'L6',
      'a burn rate',
      [slos, ...yaml(rule(`${RATE} / ${RATE} > 0.0144`, 'x'))],
      [],
    ],
    [
      'L6',
      'at the objective',
      [slos, ...yaml(rule('histogram_quantile(0.95, rate(x[5m])) > 0.2', 'x'))],
      [],
    ],
    ['L6', 'without objective', yaml(rule(`${RATE} / ${RATE} > 0.5`, 'x')), []],

    [
      'L7',
      'no runbook',
      yaml(rule(`${RATE} > 1`, 'x', ['          dashboard: y'])),
      ['s/rules.yaml:4'],
    ],
    [
      'L7',
      'no severity',
      yaml(monitor('sum:x{*} > 1', 'x', '[team:a]')),
      ['s/rules.yaml:2'],
    ],
    ['L7', 'both', yaml(rule(`${RATE} > 1`, 'x')), []],
    [
      'L7',
      'a recording rule',
      yaml('groups: [{ name: a, rules: [{ record: b, expr: c }] }]\n'),
      [],
    ],

    [
      'L8',
      'percent over a number',
      yaml(
        monitor(
          'avg(last_3m):avg:db.connections.used{*} > 80',
          'More than 80 % in use',
        ),
      ),
      ['s/rules.yaml:3'],
    ],
    [
      'L8',
      'a metric in percent',
      yaml(
        monitor(
          'avg(last_3m):avg:db.connections.percent{*} > 80',
          'More than 80 % in use',
        ),
      ),
      [],
    ],
    [
      'L8',
      'a division',
      yaml(monitor('avg:a{*} / avg:b{*} * 100 > 80', 'More than 80 % in use')),
      [],
    ],
    [
      'L8',
      'another number in percent',
      yaml(monitor('sum:orders{*} > 80', 'Up 5 % in a week')),
      [],
    ],

    [
      'L9',
      'five tries up to 60 s',
      md(
        '# R\n\nTried again after one second, doubling up to 60 seconds, five times at most.\n',
      ),
      ['s/r.md:3'],
    ],
    [
      'L9',
      'ten tries',
      md(
        '# R\n\nTried again after one second, doubling up to 60 seconds, ten times at most.\n',
      ),
      [],
    ],
    [
      'L9',
      'no cap',
      md('# R\n\nTried after one second, doubling, five times.\n'),
      [],
    ],

    [
      'L10',
      'Glacier in four hours',
      md(
        '# R\n\nEverything is back within four hours. One copy is in Glacier.\n',
      ),
      ['s/r.md:3'],
    ],
    [
      'L10',
      'Terraform in 15 minutes',
      md(
        '# R\n\n| what | back within |\n|---|---|\n| a | 15 minutes |\n\n```bash\nterraform apply\npg_restore x\n```\n',
      ),
      ['s/r.md:8'],
    ],
    [
      'L10',
      'Glacier in a day',
      md(
        '# R\n\nEverything is back within 24 hours. One copy is in Glacier.\n',
      ),
      [],
    ],
    [
      'L10',
      'Terraform in four hours',
      md(
        '# R\n\nRTO: 4 hours.\n\n```bash\nterraform apply\npg_restore x\n```\n',
      ),
      [],
    ],

    [
      'L11',
      'a listing after a dump',
      md(
        sh(
          'set -o pipefail',
          'pg_dump x | aws s3 cp - s3://b/x',
          'aws s3 ls s3://b/',
        ),
      ),
      ['s/r.md:6'],
    ],
    [
      'L11',
      'tests without cadence',
      md('# R\n\nBackups are verified by regular restore testing.\n'),
      ['s/r.md:3'],
    ],
    ['L11', 'a listing to look around', md(sh('aws s3 ls s3://b/')), []],
    [
      'L11',
      'a dump that is restored',
      md(
        sh(
          'aws s3 cp x s3://b/x',
          'aws s3 ls s3://b/',
          'pg_restore -d check x',
        ),
      ),
      [],
    ],
    [
      'L11',
      'tests with a cadence',
      md('# R\n\nRestores are tested regularly, every month.\n'),
      [],
    ],

    [
      'L12',
      'a dump in a pipeline',
      md(sh('pg_dump x | gzip > y')),
      ['s/r.md:4'],
    ],
    [
      'L12',
      'tests left out',
      md(sh('./mvnw package -DskipTests')),
      ['s/r.md:4'],
    ],
    [
      'L12',
      'a status for a wait',
      md(sh('eb deploy x', 'eb health')),
      ['s/r.md:5'],
    ],
    [
      'L12',
      'pipefail',
      md(sh('set -euo pipefail', 'pg_dump x | gzip > y')),
      [],
    ],
    ['L12', 'a dump alone', md(sh('pg_dump x > y || exit 1')), []],
    ['L12', 'a status alone', md(sh('eb health')), []],

    [
      'L13',
      'latest',
      md(
        sh(
          'kubectl set image deployment/a a=registry.example.com/a:latest-security',
        ),
      ),
      ['s/r.md:4'],
    ],
    [
      'L13',
      'in a manifest',
      md('# R\n\n```yaml\nimage: nginx:latest\n```\n'),
      ['s/r.md:4'],
    ],
    ['L13', 'a version', md(sh('docker run nginx:1.27.3')), []],
    [
      'L13',
      'a digest',
      md('# R\n\n```yaml\nimage: nginx@sha256:0a1b\n```\n'),
      [],
    ],
    [
      'L13',
      'no image',
      md(sh('git checkout origin:main', 'echo a:latest')),
      [],
    ],

    [
      'L14',
      'a deadline',
      md(
        '# R\n\n## Automatic rollback\n\n```yaml\nprogressDeadlineSeconds: 300\n```\n',
      ),
      ['s/r.md:3'],
    ],
    [
      'L14',
      'Argo Rollouts',
      md(
        '# R\n\n## Automatic rollback\n\n```yaml\nkind: Rollout\nprogressDeadlineSeconds: 300\n```\n',
      ),
      [],
    ],
    [
      'L14',
      'a deadline that promises nothing',
      md('# R\n\n## Rollback\n\n```yaml\nprogressDeadlineSeconds: 300\n```\n'),
      [],
    ],

    [
      'L15',
      'a step on two daily lists',
      md(
        owned(
          '# R\n\n## Daily\n\n- Verify backup completion\n\n## Daily security\n\n- Verify backup completion of the database\n',
        ),
      ),
      ['s/r.md:12'],
    ],
    [
      'L15',
      'two lists of one release',
      md(
        '# R\n\n## Deployment checklist\n\n- [ ] Tests pass\n- [ ] Security scan is clean\n- [ ] Load tests are done\n\n## Pre-deployment\n\n- [ ] All tests pass on the commit\n- [ ] The security scan is clean\n- [ ] The load tests show nothing\n',
      ),
      ['s/r.md:9'],
    ],
    [
      'L15',
      'a step on a daily and a weekly list',
      md(
        owned(
          '# R\n\n## Daily\n\n- Verify backup completion\n\n## Weekly\n\n- Verify backup completion\n',
        ),
      ),
      [],
    ],
    [
      'L15',
      'steps that begin alike',
      md(
        owned(
          '# R\n\n## Daily\n\n- Look at logs\n\n## Daily security\n\n- Look at alerts\n',
        ),
      ),
      [],
    ],

    [
      'L16',
      'some Sunday of the month',
      md(owned('# Monthly (Sunday)\n\n- a\n')),
      ['s/r.md:4'],
    ],
    [
      'L16',
      'the 31st',
      md(
        '---\nowner: a\ncadence: FREQ=MONTHLY;BYMONTHDAY=31\n---\n# Checklist\n\n- [ ] a\n',
      ),
      ['s/r.md:5'],
    ],
    [
      'L16',
      'the first Sunday',
      md(owned('# Monthly (first Sunday)\n\n- a\n')),
      [],
    ],
    [
      'L16',
      'the last day',
      md(
        '---\nowner: a\ncadence: FREQ=MONTHLY;BYMONTHDAY=-1\n---\n# Checklist\n\n- [ ] a\n',
      ),
      [],
    ],

    [
      'L17',
      'ten steps',
      md(`# Checklist\n\n${'- [ ] a\n'.repeat(10)}`),
      ['s/r.md:1'],
    ],
    [
      'L17',
      'nine steps with sub-steps',
      md(`# Checklist\n\n${'- [ ] a\n  - [ ] b\n'.repeat(9)}`),
      [],
    ],

    [
      'L18',
      'legacy FCM',
      md(sh('curl https://fcm.googleapis.com/fcm/send')),
      ['s/r.md:4'],
    ],
    [
      'L18',
      'a renamed column',
      md('# R\n\n```sql\nSELECT mean_time FROM pg_stat_statements\n```\n'),
      ['s/r.md:4'],
    ],
    [
      'L18',
      'a terminal in a script',
      md(sh('# 1. Go', 'kubectl exec deploy/a -it -- migrate', 'true')),
      ['s/r.md:5'],
    ],
    ['L18', 'a terminal alone', md(sh('kubectl exec deploy/a -it -- sh')), []],
    [
      'L18',
      'the new API',
      md(sh('curl https://fcm.googleapis.com/v1/projects/p/messages:send')),
      [],
    ],
    [
      'L18',
      'the new column',
      md('# R\n\n```sql\nSELECT mean_exec_time FROM pg_stat_statements\n```\n'),
      [],
    ],

    [
      'L19',
      'three of five',
      md(
        `A baseline of five pods.\n\n${sh(
          'kubectl scale deploy/a --replicas=3',
        )}`,
      ),
      ['s/r.md:6'],
    ],
    [
      'L19',
      'in a patch',
      md(
        `At least 5 replicas run.\n\n${sh(
          `kubectl patch deploy a -p '{"spec":{"replicas":3}}'`,
        )}`,
      ),
      ['s/r.md:6'],
    ],
    [
      'L19',
      'five of five',
      md(
        `A baseline of five pods.\n\n${sh(
          'kubectl scale deploy/a --replicas=5',
        )}`,
      ),
      [],
    ],
    [
      'L19',
      'down to none',
      md(
        `A baseline of five pods.\n\n${sh(
          'kubectl scale deploy/a --replicas=0',
        )}`,
      ),
      [],
    ],
    [
      'L19',
      'without baseline',
      md(sh('kubectl scale deploy/a --replicas=3')),
      [],
    ],

    [
      'L20',
      'a replica of unknown age',
      md(
        '# R\n\nThe DR environment is a replica of production in a second region.\n',
      ),
      ['s/r.md:3'],
    ],
    [
      'L20',
      'a replica with a limit',
      md('# R\n\nThe DR environment is a replica at most 5 minutes old.\n'),
      [],
    ],
    [
      'L20',
      'an environment that is no replica',
      md('# R\n\nThe recovery site is started when needed.\n'),
      [],
    ],

    ['L21', 'nobody', md('# Daily\n\n- a\n'), ['s/r.md:1']],
    ['L21', 'an owner', md(owned('# Daily\n\n- a\n')), []],
    ['L21', 'a role', md('# Daily (role: operator)\n\n- a\n'), []],
    ['L21', 'a list for an occasion', md('# Rollback procedure\n\n1. a\n'), []],

    [
      'L22',
      'a password',
      md('# R\n\n```yaml\nPOSTGRES_PASSWORD: travel-dev\n```\n'),
      ['s/r.md:4'],
    ],
    [
      'L22',
      'an access key in prose',
      md('# R\n\nUse AKIAABCDEFGHIJKLMNOP.\n'),
      ['s/r.md:3'],
    ],
    [
      'L22',
      'a password in an address',
      md(sh('psql postgres://app:hunter22@db/orders')),
      ['s/r.md:4'],
    ],
    [
      'L22',
      'a variable',
      md(
        sh(
          'export PGPASSWORD="$DB_PASSWORD"',
          'psql postgres://app:$PASSWORD@db/x',
        ),
      ),
      [],
    ],
    [
      'L22',
      'a placeholder',
      md(
        '# R\n\n```yaml\npassword: <from the vault>\nsecretName: orders-db\napi_key: ${API_KEY}\n```\n',
      ),
      [],
    ],
    [
      'L22',
      'a static key',
      md(sh('export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI7MDENGbPxRfiCY')),
      ['s/r.md:4'],
    ],
    [
      'L22',
      'the key of the documentation',
      md('# R\n\nSuch as AKIAIOSFODNN7EXAMPLE.\n'),
      [],
    ],

    [
      'L23',
      'two days beside a week',
      [
        {
          path: 'a/m.md',
          text: '# Maintenance\n\nUsers hear of it 48 hours before.\n',
        },
        {
          path: 'b/m.md',
          text: '# Maintenance\n\nCustomers are told one week before.\n',
        },
      ],
      ['a/m.md:3'],
    ],
    [
      'L23',
      'one period',
      [
        {
          path: 'a/m.md',
          text: '# Maintenance\n\nUsers hear of it 7 days before.\n',
        },
        {
          path: 'b/m.md',
          text: '# Maintenance\n\nCustomers are told one week before.\n',
        },
      ],
      [],
    ],
    [
      'L23',
      'something else before',
      [
        {
          path: 'a/m.md',
          text: '# Maintenance\n\nLocks are taken 2 hours before.\n',
        },
        {
          path: 'b/m.md',
          text: '# Maintenance\n\nCustomers are told one week before.\n',
        },
      ],
      [],
    ],
  ];

describe('rules of the policy lint', () => {
  it('have each their cases, found and not found', () => {
    for (const { id } of LINT_RULES) {
      const cases = CASES.filter(([of]) => of === id);
      expect([id, cases.some(([, , , places]) => places.length > 0)]).toEqual([
        id,
        true,
      ]);
      expect([id, cases.some(([, , , places]) => places.length === 0)]).toEqual(
        [id, true],
      );
    }
    expect(LINT_RULES.map(({ id }) => id)).toEqual(
      Array.from({ length: 23 }, (_, index) => `L${index + 1}`),
    );
  });

  it.each(CASES)('%s: %s', (id, _, files, places) => {
    const { findings } = lint(files, '2026-11-27');
    expect(
      findings
        .filter(finding => finding.id === id)
        .map(({ file, line }) => `${file}:${line}`),
    ).toEqual(places);
  });

  it('never repeat a secret', () => {
    const { findings } = lint(
      md('# R\n\n```yaml\nPASSWORD: travel-dev\n```\n'),
      '2026-11-27',
    );
    expect(findings).toHaveLength(1);
    expect(JSON.stringify(findings)).not.toContain('travel-dev');
  });
});
