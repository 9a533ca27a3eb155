import { Alert } from '../alert';
import { fingerprint } from '../fingerprint';
import { ApiError, fieldRequired, parsingFailed } from './errors';
import { isRecord, optionalTimeOf, stringsOf } from './fields';

/** How long an alert without an end holds: Alertmanager's `resolve_timeout`. */
const RESOLVE_TIMEOUT_MS = 5 * 60_000;

/**
 * The alerts of a posted body. Valid ones are taken even when others are not; `failure` then says what is wrong with
 * those. Throws {@link ApiError} when the body cannot be read at all.
 */
export function readAlerts(
  body: unknown,
  nowMs: number,
): { alerts: Alert[]; failure?: ApiError } {
  if (!Array.isArray(body)) {
    throw parsingFailed(
      'alerts',
      'json: cannot unmarshal object into Go value of type models.PostableAlerts',
    );
  }
  const missing = body.findIndex(item => isRecord(item) && !item.labels);
  if (missing >= 0) {
    throw fieldRequired(`${missing}.labels`);
  }
  const alerts: Alert[] = [];
  const faults: string[] = [];
  for (const item of body) {
    const alert = readAlert(item, nowMs);
    const fault = faultOf(alert);
    if (fault) {
      faults.push(fault);
    } else {
      alerts.push(alert);
    }
  }
  return faults.length > 0
    ? { alerts, failure: new ApiError(400, faults.join('; ')) }
    : { alerts };
}

function readAlert(item: unknown, nowMs: number): Alert {
  if (!isRecord(item)) {
    throw parsingFailed('alerts', 'json: cannot unmarshal value into an alert');
  }
  const labels = Object.fromEntries(
    Object.entries(stringsOf(item.labels, 'alerts')).filter(
      ([, value]) => value !== '',
    ),
  );
  const startsAtMs = optionalTimeOf(item.startsAt, 'alerts');
  const endsAtMs = optionalTimeOf(item.endsAt, 'alerts');
  return {
    fingerprint: fingerprint(labels),
    labels,
    annotations: stringsOf(item.annotations ?? {}, 'alerts'),
    startsAtMs: startsAtMs ?? endsAtMs ?? nowMs,
    endsAtMs: endsAtMs ?? nowMs + RESOLVE_TIMEOUT_MS,
    updatedAtMs: nowMs,
    generatorURL:
      typeof item.generatorURL === 'string' ? item.generatorURL : '',
    timeout: endsAtMs === undefined,
  };
}

function faultOf({
  labels,
  annotations,
  startsAtMs,
  endsAtMs,
}: Alert): string | undefined {
  if (endsAtMs < startsAtMs) {
    return 'start time must be before end time';
  }
  if (Object.keys(labels).length === 0) {
    return 'at least one label pair required';
  }
  const invalid = (names: string[]) =>
    names.find(name => !/^[a-zA-Z_]\w*$/.test(name));
  const label = invalid(Object.keys(labels));
  if (label !== undefined) {
    return `invalid label set: invalid name ${JSON.stringify(label)}`;
  }
  const annotation = invalid(Object.keys(annotations));
  return annotation === undefined
    ? undefined
    : `invalid annotations: invalid name ${JSON.stringify(annotation)}`;
}
