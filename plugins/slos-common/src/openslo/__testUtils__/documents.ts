/** A valid `openslo/v1` SLO; tests change one thing at a time with {@link changed}. */
export const RATIO_SLO = `apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout-availability
  displayName: Checkout availability
  labels:
    team: payments
    stage: [staging, production]
  annotations:
    opsdeck.io/runbook: runbooks/checkout.md
spec:
  description: Orders go through.
  service: checkout
  indicator:
    metadata:
      name: checkout-successful-requests
    spec:
      ratioMetric:
        counter: true
        good:
          metricSource:
            type: Prometheus
            spec:
              query: http_requests_total{service="checkout",code!~"5.."}
        total:
          metricSource:
            type: Prometheus
            spec:
              query: http_requests_total{service="checkout"}
  timeWindow:
    - duration: 30d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - displayName: three nines
      target: 0.999
`;

/** A valid threshold SLO by time slices in a calendar window. */
export const THRESHOLD_SLO = `apiVersion: openslo/v1
kind: SLO
metadata:
  name: queue-lag
spec:
  service: queue
  indicator:
    metadata:
      name: queue-length
    spec:
      thresholdMetric:
        metricSource:
          metricSourceRef: main-prometheus
          spec:
            query: max(queue_length)
  timeWindow:
    - duration: 1M
      isRolling: false
      calendar:
        startTime: 2026-01-01 00:00:00
        timeZone: Europe/Berlin
  budgetingMethod: Timeslices
  objectives:
    - op: lt
      value: 1000
      targetPercent: 99.5
      timeSliceTarget: 1.0
      timeSliceWindow: 5m
`;

/** Replaces one piece of a document, and fails when it is not there exactly once. */
export function changed(document: string, from: string, to: string): string {
  const parts = document.split(from);
  if (parts.length !== 2) {
    throw new Error(`"${from}" occurs ${parts.length - 1} times`);
  }
  return parts.join(to);
}
