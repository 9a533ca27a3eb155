import { AlertingRule } from './rule';

/** Where a service keeps what to do about its alerts, and from which values on it is alerted. */
interface ServiceAlerts {
  service: string;
  title: string;
  /** File below `runbooks/` of the service's repository. */
  playbook: string;
  /** Share of requests that may fail before somebody is called. */
  errorRatio: number;
  /** The alert on slow answers, under the name the service's playbook has for it. */
  latency: { alert: string; seconds: number };
}

const SERVICES: readonly ServiceAlerts[] = [
  {
    service: 'hopngo',
    title: 'HopNGo',
    playbook: 'alert-playbooks.md',
    errorRatio: 0.1,
    latency: { alert: 'HighResponseTime', seconds: 2 },
  },
  {
    service: 'saas-platform',
    title: 'SaaS Platform',
    playbook: 'incident-response.md',
    errorRatio: 0.05,
    latency: { alert: 'HighLatency', seconds: 0.5 },
  },
  {
    service: 'catalogue-pipeline',
    title: 'Catalogue Pipeline',
    playbook: 'alert-playbooks.md',
    errorRatio: 0.05,
    latency: { alert: 'HighLatency', seconds: 1 },
  },
  {
    service: 'markethub-mobile',
    title: 'MarketHub Mobile',
    playbook: 'alert-playbooks.md',
    errorRatio: 0.05,
    latency: { alert: 'HighResponseTime', seconds: 5 },
  },
  {
    service: 'boat-listings',
    title: 'Boat Listings',
    playbook: 'incident-and-degradation.md',
    errorRatio: 0.05,
    latency: { alert: 'HighLatency', seconds: 2 },
  },
];

function runbook(service: string, file: string): string {
  return `https://github.com/opsdeck-demo/${service}/blob/main/runbooks/${file}`;
}

function percent(ratio: number): string {
  return `${ratio * 100} %`;
}

function requestRules(s: ServiceAlerts): AlertingRule[] {
  const production = `environment="production",service="${s.service}"`;
  const rate = (matchers: string) =>
    `sum by (service, environment) (rate(http_requests_total{${matchers}}[5m]))`;
  return [
    {
      alert: 'HighErrorRate',
      expr: `${rate(`code=~"5..",${production}`)} / ${rate(production)} > ${
        s.errorRatio
      }`,
      for: '5m',
      labels: { severity: 'critical', service: s.service },
      annotations: {
        summary: `${s.title} fails many requests`,
        description: `{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} in {{ $labels.environment }} fail; the limit is ${percent(
          s.errorRatio,
        )}.`,
        runbook_url: runbook(s.service, s.playbook),
      },
    },
    {
      alert: s.latency.alert,
      expr: `histogram_quantile(0.95, sum by (service, environment, le) (rate(http_request_duration_seconds_bucket{${production}}[5m]))) > ${s.latency.seconds}`,
      for: '10m',
      labels: { severity: 'warning', service: s.service },
      annotations: {
        summary: `${s.title} answers slowly`,
        description: `One request in twenty to {{ $labels.service }} takes longer than {{ $value | humanizeDuration }}; the limit is ${s.latency.seconds} s.`,
        runbook_url: runbook(s.service, s.playbook),
      },
    },
    {
      alert: 'APIHealthCheckFailed',
      expr: `max by (service, environment) (up{${production}}) == 0`,
      for: '1m',
      labels: { severity: 'critical', service: s.service },
      annotations: {
        summary: `${s.title} does not answer`,
        description:
          'No instance of {{ $labels.service }} in {{ $labels.environment }} answers.',
        runbook_url: runbook(s.service, s.playbook),
      },
    },
    {
      alert: 'InstanceDown',
      expr: `up{${production}} == 0`,
      for: '5m',
      labels: { severity: 'warning', service: s.service },
      annotations: {
        summary: `An instance of ${s.title} is down`,
        description:
          '{{ $labels.instance }} of {{ $labels.service }} has not answered for five minutes.',
        runbook_url: runbook(s.service, s.playbook),
      },
    },
    {
      alert: 'DatabaseConnectionsHigh',
      expr: `db_connections{${production}} > 80`,
      for: '5m',
      labels: { severity: 'warning', service: s.service },
      annotations: {
        summary: `The database of ${s.title} has many open connections`,
        description:
          '{{ $labels.instance }} has {{ $value }} open connections; the limit is 80.',
        runbook_url: runbook(s.service, s.playbook),
      },
    },
  ];
}

/** The matchers of the pipeline's queues, in order of the labels' names as Prometheus prints them. */
function queueMatchers(queue: string, result = ''): string {
  return `environment="production",${queue},${result}service="catalogue-pipeline"`;
}

function importRate(result = ''): string {
  const matchers = queueMatchers('queue="import"', result);
  return `sum by (service, environment, queue) (rate(jobs_processed_total{${matchers}}[15m]))`;
}

const JOB_RULES: readonly AlertingRule[] = [
  {
    alert: 'ImportFailureRateHigh',
    expr: `${importRate('result="failure",')} / ${importRate()} > 0.1`,
    for: '10m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'Many imports of the Catalogue Pipeline fail',
      description:
        '{{ $value | humanizePercentage }} of the imports fail; the limit is 10 %.',
      runbook_url: runbook('catalogue-pipeline', 'alert-playbooks.md'),
    },
  },
  {
    alert: 'TranslationQueueLong',
    expr: `job_queue_depth{${queueMatchers('queue="translation"')}} > 1000`,
    for: '5m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'Many translations wait',
      description: '{{ $value }} translations wait; the limit is 1000.',
      runbook_url: runbook('catalogue-pipeline', 'alert-playbooks.md'),
    },
  },
  {
    alert: 'QueueTooLong',
    expr: `job_queue_depth{${queueMatchers('queue!="translation"')}} > 1000`,
    for: '5m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'The {{ $labels.queue }} queue is long',
      description:
        '{{ $value }} jobs wait in the {{ $labels.queue }} queue; the limit is 1000.',
      runbook_url: runbook('catalogue-pipeline', 'alert-playbooks.md'),
    },
  },
];

/** The alerting rules of the demo; the names are those of the example services' playbooks. All look at production. */
export const DEMO_RULES: readonly AlertingRule[] = [
  ...SERVICES.flatMap(requestRules),
  ...JOB_RULES,
];
