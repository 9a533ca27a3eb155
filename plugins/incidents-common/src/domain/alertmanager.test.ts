import fc from 'fast-check';
import { alertRecordSchema } from '../api';
import { AlertmanagerAlert, mapAlertmanagerAlert } from './alertmanager';
import { httpUrl } from './httpUrl';
import { incidentNumber } from './number';

const SCRIPT = ['javascript', 'alert(1)'].join(':');

const firing: AlertmanagerAlert = {
  fingerprint: 'c3a2b1',
  labels: {
    alertname: 'HighErrorRate',
    service: 'hopngo',
    environment: 'production',
    cluster: 'prod',
    namespace: 'hopngo',
    severity: 'critical',
  },
  annotations: {
    summary: 'Many requests fail',
    description: '6 % of requests fail',
    runbook_url: 'https://example.com/runbooks/errors',
  },
  startsAt: '2026-11-20T10:12:00.123456789Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus.example.com/graph',
  state: 'active',
  silencedBy: [],
};

const map = (change: Partial<AlertmanagerAlert> = {}) =>
  mapAlertmanagerAlert({ ...firing, ...change });

describe('mapAlertmanagerAlert', () => {
  it('says it in our words', () => {
    const record = map();
    expect(record).toEqual({
      fingerprint: 'c3a2b1',
      name: 'HighErrorRate',
      state: 'active',
      class: 'critical',
      labels: firing.labels,
      summary: 'Many requests fail',
      description: '6 % of requests fail',
      runbookUrl: 'https://example.com/runbooks/errors',
      generatorUrl: 'http://prometheus.example.com/graph',
      startsAt: '2026-11-20T10:12:00.123Z',
      endsAt: null,
      silencedBy: [],
      bindings: [{ annotation: 'prometheus.io/service-name', value: 'hopngo' }],
      environmentFacts: {
        label: 'production',
        cluster: 'prod',
        namespace: 'hopngo',
      },
    });
    expect(alertRecordSchema.parse(record)).toEqual(record);
  });

  it.each([
    [
      'while it fires, however it guesses',
      'active',
      '2026-11-20T11:00:00Z',
      null,
    ],
    ['while it is silenced', 'suppressed', '2026-11-20T11:00:00Z', null],
    [
      'when it is over',
      'resolved',
      '2026-11-20T12:00:00+01:00',
      '2026-11-20T11:00:00.000Z',
    ],
    ['when it is over since year 1', 'resolved', '0001-01-01T00:00:00Z', null],
    ['when it is over and nobody says since when', 'resolved', undefined, null],
  ] as const)('takes the end %s', (_when, state, endsAt, expected) => {
    expect(map({ state, endsAt }).endsAt).toBe(expected);
  });

  it.each([
    ['critical', 'critical'],
    ['CRITICAL', 'critical'],
    ['page', 'critical'],
    ['warning', 'warning'],
    ['ticket', 'warning'],
    ['info', 'info'],
    ['', 'unclassified'],
    ['sev1', 'unclassified'],
    ['constructor', 'unclassified'],
    [undefined, 'unclassified'],
  ])('classes the severity %s as %s', (severity, expected) => {
    const labels: Record<string, string> =
      severity === undefined ? {} : { severity };
    expect(map({ labels }).class).toBe(expected);
  });

  it('needs no label and no annotation', () => {
    expect(
      map({ labels: {}, annotations: {}, generatorURL: '' }),
    ).toMatchObject({
      name: 'unnamed alert',
      summary: '',
      runbookUrl: null,
      generatorUrl: null,
      bindings: [],
      environmentFacts: {},
    });
  });

  it('takes the older name of the summary too', () => {
    expect(map({ annotations: { message: 'It fails' } }).summary).toBe(
      'It fails',
    );
  });

  it('links only to the web', () => {
    const record = map({
      annotations: { runbook_url: SCRIPT },
      generatorURL: SCRIPT,
    });
    expect(record).toMatchObject({ runbookUrl: null, generatorUrl: null });
  });

  it('makes a record of any labels and annotations', () => {
    const texts = fc.dictionary(fc.string(), fc.string());
    fc.assert(
      fc.property(texts, texts, (labels, annotations) => {
        const record = map({ labels, annotations });
        expect(alertRecordSchema.safeParse(record).success).toBe(true);
        expect(record.labels).toBe(labels);
      }),
    );
  });
});

describe('httpUrl', () => {
  it.each([
    ['https://example.com/a?b#c', true],
    ['http://localhost:9090', true],
    ['HTTPS://EXAMPLE.COM', true],
    [SCRIPT, false],
    [` ${SCRIPT}`, false],
    ['data:text/html,hi', false],
    ['//example.com', false],
    ['runbooks/errors.md', false],
    ['', false],
    [null, false],
    [undefined, false],
  ])('takes %s: %s', (text, taken) => {
    expect(httpUrl(text)).toBe(taken ? text : null);
  });
});

describe('incidentNumber', () => {
  it.each([
    [1, 'INC-2026-001'],
    [999, 'INC-2026-999'],
    [1000, 'INC-2026-1000'],
  ])('of the %d.', (count, number) => {
    expect(incidentNumber(2026, count)).toBe(number);
  });
});
