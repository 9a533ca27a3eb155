import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import request from 'supertest';
import { stringify } from 'yaml';
import { RealServer, runPromtool, startRealPrometheus } from '../testing';
import { ruleFile } from './__testUtils__/ruleFile';
import {
  everyStep,
  SampleMap,
  sampledSeries,
  sourceOf,
} from './__testUtils__/sampledSeries';
import {
  activeAlertsAt,
  AlertingRule,
  createPrometheusRouter,
  DEMO_RULES,
} from './index';

const STEP_MS = 30_000;
/** Two hours. */
const COUNT = 240;
const PRODUCTION = { environment: 'production' };

interface Input {
  labels: Record<string, string>;
  samples: SampleMap;
}

function input(
  labels: Record<string, string>,
  value: (i: number) => number | undefined,
): Input {
  // promtool's tests begin at the epoch.
  return { labels, samples: everyStep(0, STEP_MS, COUNT, value) };
}

/** Counts up by `quiet` a step, and by `loud` from the 40th step to the 120th. */
function burst(quiet: number, loud: number): (i: number) => number {
  return i => quiet * i + (loud - quiet) * Math.min(Math.max(i - 40, 0), 80);
}

function requests(service: string, errors: number): Input[] {
  const counter = (code: string, value: (i: number) => number) =>
    input(
      { __name__: 'http_requests_total', service, code, ...PRODUCTION },
      value,
    );
  return [
    counter('200', i => 1000 * i),
    counter('500', burst(1, errors)),
    ...['0.5', '1', '5', '+Inf'].map((le, bucket) =>
      input(
        {
          __name__: 'http_request_duration_seconds_bucket',
          service,
          le,
          ...PRODUCTION,
        },
        burst(100, [40, 60, 90, 100][bucket]),
      ),
    ),
  ];
}

const INPUTS: Input[] = [
  ...requests('hopngo', 150),
  ...requests('saas-platform', 90),
  ...requests('markethub-mobile', 30),
  ...['a:1', 'b:1'].map((instance, n) =>
    input({ __name__: 'up', service: 'hopngo', instance, ...PRODUCTION }, i =>
      i >= 50 + 20 * n && i < 100 ? 0 : 1,
    ),
  ),
  // Samples are missing now and then; the last one counts for five minutes.
  input(
    {
      __name__: 'db_connections',
      service: 'hopngo',
      instance: 'hopngo-db',
      ...PRODUCTION,
    },
    i => (i % 7 === 3 ? undefined : 60 + (i % 60)),
  ),
  ...['import', 'translation'].flatMap((queue, n) => {
    const labels = { service: 'catalogue-pipeline', queue, ...PRODUCTION };
    const processed = (result: string, value: (i: number) => number) =>
      input({ __name__: 'jobs_processed_total', result, ...labels }, value);
    return [
      input({ __name__: 'job_queue_depth', ...labels }, i =>
        i > 60 + 30 * n && i < 200 ? 1000 + i : 10,
      ),
      processed('success', i => 50 * i),
      processed('failure', burst(1, 12)),
    ];
  }),
];

describe('the demo rules, tested by promtool', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opsdeck-rules-'));
    await writeFile(join(folder, 'rules.yml'), ruleFile(DEMO_RULES));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('are a valid rule file', async () => {
    expect(
      await runPromtool(['check', 'rules', join(folder, 'rules.yml')]),
    ).toContain(`${DEMO_RULES.length} rules found`);
  });

  it('fire when, with what labels and with what texts this engine says', async () => {
    const series = sourceOf(
      INPUTS.map(({ labels, samples }) => sampledSeries(labels, samples)),
    );
    const names = [...new Set(DEMO_RULES.map(rule => rule.alert))];
    const fired = new Set<string>();
    const expectations = Array.from({ length: 24 }, (_, n) => {
      const evalMs = (n + 1) * 5 * 60_000;
      const firing = activeAlertsAt({ series }, evalMs).filter(
        ({ state }) => state === 'firing',
      );
      firing.forEach(({ labels }) => fired.add(labels.alertname));
      return names.map(alertname => ({
        eval_time: `${evalMs / 60_000}m`,
        alertname,
        exp_alerts: firing
          .filter(({ labels }) => labels.alertname === alertname)
          .map(({ labels, annotations }) => ({
            exp_labels: { ...labels, alertname: undefined },
            exp_annotations: annotations,
          })),
      }));
    }).flat();
    // Every rule is seen firing, so that no comparison is one of nothing with nothing.
    expect([...fired].sort()).toEqual([...names].sort());

    const test = {
      rule_files: ['rules.yml'],
      evaluation_interval: '30s',
      tests: [
        {
          interval: '30s',
          input_series: INPUTS.map(promtoolSeries),
          alert_rule_test: expectations,
        },
      ],
    };
    const file = join(folder, 'test.yml');
    await writeFile(file, stringify(test));
    expect(await runPromtool(['test', 'rules', file])).toContain('SUCCESS');
  }, 30_000);
});

describe('rules and alerts, in comparison with a real Prometheus', () => {
  const rule = (alert: string, expr: string, wait: string): AlertingRule => ({
    alert,
    expr,
    for: wait,
    labels: { severity: 'info', shown: '{{ $value }}' },
    annotations: {
      summary: 'is {{ $value | humanize }}',
      description: '',
      runbook_url: 'https://example.com/runbook',
    },
  });
  const rules = [
    rule('Firing', 'vector(1500) > 0', '0s'),
    // Longer than the beginning of an alert is searched for.
    rule('Pending', 'vector(0.25)', '2w'),
    rule('Inactive', 'vector(1) > 2', '5m'),
    // Shown as they are written only when they are written as Prometheus prints them.
    ...DEMO_RULES,
  ];
  let real: RealServer;

  beforeAll(async () => {
    real = await startRealPrometheus({
      config: 'rule_files: [rules.yml]\n',
      rules: ruleFile(rules, '1s'),
    });
  }, 30_000);

  afterAll(async () => {
    await real?.stop();
  });

  /** Without what differs by nature: instants, durations of evaluation and the file. */
  function comparable(value: unknown): unknown {
    return JSON.parse(
      JSON.stringify(value)
        .replace(/"20\d\d-[^"]*Z"/g, '"<time>"')
        .replace(/"evaluationTime":[\d.e-]+/g, '"evaluationTime":0')
        .replace(/"file":"[^"]*"/g, '"file":"<file>"'),
    );
  }

  async function evaluated(path: string): Promise<unknown> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const text = await (await fetch(`${real.url}${path}`)).text();
      if (text.includes('"state":"firing"') || Date.now() > deadline) {
        return JSON.parse(text);
      }
      await sleep(100);
    }
  }

  it.each(['/api/v1/rules', '/api/v1/alerts'])('shows %s alike', async path => {
    const app = express().use(
      createPrometheusRouter({
        series: sourceOf([]),
        now: () => Date.now(),
        evaluationIntervalMs: 1_000,
        rules,
      }),
    );
    const expected = comparable(await evaluated(path));
    expect(JSON.stringify(expected)).toContain('"state":"firing"');
    const actual = await request(app).get(path);
    expect(comparable(actual.body)).toEqual(expected);
  });
});

function promtoolSeries({ labels, samples }: Input) {
  const { __name__: name, ...rest } = labels;
  const pairs = Object.entries(rest).map(
    ([label, value]) => `${label}=${JSON.stringify(value)}`,
  );
  const values = Array.from(
    { length: COUNT },
    (_, i) => samples.get(i * STEP_MS) ?? '_',
  );
  return { series: `${name}{${pairs.join(',')}}`, values: values.join(' ') };
}
