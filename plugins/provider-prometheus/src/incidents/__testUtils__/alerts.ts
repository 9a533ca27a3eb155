/** An alert in the shape of `GET /api/v2/alerts`. */
export function gettableAlert(
  fingerprint: string,
  change: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    state?: string;
    silencedBy?: string[];
    inhibitedBy?: string[];
  } = {},
): Record<string, unknown> {
  return {
    fingerprint,
    startsAt: '2026-11-20T10:12:00.123Z',
    endsAt: '2026-11-20T10:40:00.000Z',
    updatedAt: '2026-11-20T10:36:00.000Z',
    generatorURL: 'http://prometheus.example.com/graph?g0.expr=up',
    receivers: [{ name: 'opsdeck' }],
    labels: {
      alertname: 'HighErrorRate',
      service: 'hopngo',
      environment: 'production',
      severity: 'critical',
      ...change.labels,
    },
    annotations: { summary: 'Many requests fail', ...change.annotations },
    status: {
      state: change.state ?? 'active',
      silencedBy: change.silencedBy ?? [],
      inhibitedBy: change.inhibitedBy ?? [],
    },
  };
}

/** A silence in the shape of `GET /api/v2/silences`. */
export const SILENCE = {
  id: '061566a2-82f5-4396-bc89-5e9b28e47aa5',
  createdBy: 'olga.operator',
  comment: 'planned work',
  startsAt: '2026-11-20T10:00:00.000Z',
  endsAt: '2026-11-20T14:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
  matchers: [],
  status: { state: 'active' },
};
