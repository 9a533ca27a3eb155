import { Dialect } from './dialect';
import { Field } from './field';
import { IndicatorUse, hasIndicator, readIndicatorUse } from './indicatorUse';
import { readMetadata } from './metadata';
import { PendingObjective, readObjective } from './objective';
import {
  description,
  dnsLabel,
  mutuallyExclusive,
  oneOf,
  requiredString,
} from './rules';
import { readTimeWindow } from './timeWindow';
import {
  AlertPolicyReference,
  BUDGETING_METHODS,
  SloDefinition,
} from './types';

/** An SLO whose indicators may still have to be looked up by name. */
export interface PendingSlo {
  field: Field;
  slo: Omit<SloDefinition, 'indicator' | 'objectives'>;
  indicator?: IndicatorUse;
  objectives: PendingObjective[];
}

/** Reads an SLO of `openslo/v1` or `openslo.com/v2alpha`. */
export function readSlo(
  object: Field,
  dialect: Dialect,
): PendingSlo | undefined {
  const metadata = readMetadata(object.child('metadata'), dialect.version);
  const spec = object.child('spec');
  const known = [
    'description',
    ...dialect.serviceKeys,
    dialect.indicatorKey,
    dialect.indicatorRefKey,
    'budgetingMethod',
    'timeWindow',
    'objectives',
    'alertPolicies',
  ];
  if (!spec.readMapping(known)) return undefined;

  const text = description(spec);
  const service = readService(spec, dialect);
  const method = oneOf(spec.child('budgetingMethod'), BUDGETING_METHODS);
  const timeWindow = readTimeWindow(spec.child('timeWindow'), dialect.version);
  checkIndicatorPlace(spec, dialect);
  const indicator = readIndicatorUse(spec, dialect);
  const objectives = readObjectiveList(spec).flatMap(
    item => readObjective(item, method, dialect) ?? [],
  );
  const alertPolicies = readAlertPolicies(spec.child('alertPolicies'));
  if (!metadata || !service || !method || !timeWindow) return undefined;
  return {
    field: object,
    ...(indicator ? { indicator } : {}),
    objectives,
    slo: {
      ...metadata,
      apiVersion: dialect.version,
      service,
      ...(text ? { description: text } : {}),
      timeWindow,
      budgetingMethod: method,
      alertPolicies,
      source: { file: object.file, line: object.line },
    },
  };
}

function readService(spec: Field, dialect: Dialect): string | undefined {
  const key =
    dialect.serviceKeys.find(name => spec.child(name).present) ??
    dialect.serviceKeys[0];
  return requiredString(spec.child(key));
}

/** The objectives of any version; there must be one, or nothing is promised. */
export function readObjectiveList(spec: Field): Field[] {
  const field = spec.child('objectives');
  const items = field.readList();
  if (items.length === 0) {
    field.error('required', `"${field.path}" has no objective to keep`);
  }
  return items;
}

/** The indicator stands either with the SLO or with each objective (composite SLO). */
function checkIndicatorPlace(spec: Field, dialect: Dialect): void {
  const { indicatorKey, indicatorRefKey } = dialect;
  const objectives = spec.child('objectives').items();
  const composite = objectives.filter(item => hasIndicator(item, dialect));
  const own = hasIndicator(spec, dialect);
  const rule = `"${indicatorKey}" or "${indicatorRefKey}" must be set either in "spec" (standard SLO) or in "spec.objectives" (composite SLO)`;
  if (own && composite.length > 0) {
    spec.error('mutually-exclusive', `${rule}, not in both`);
  }
  if (!own && composite.length === 0) {
    spec.error('mutually-exclusive', `${rule}, none is here`);
  }
  if (composite.length === 0) return;
  for (const item of objectives) {
    if (!composite.includes(item)) {
      item.error(
        'mutually-exclusive',
        `One of [${indicatorKey}, ${indicatorRefKey}] must be set: the other objectives make this SLO a composite`,
      );
    }
  }
}

function readAlertPolicies(field: Field): AlertPolicyReference[] {
  return field.readList().flatMap((item): AlertPolicyReference[] => {
    if (!item.isMapping) {
      item.error('type', `"${item.path}" must be a mapping`);
      return [];
    }
    const way = mutuallyExclusive(item, ['alertPolicyRef', 'spec'], {
      required: true,
    });
    if (way === 'alertPolicyRef') {
      const ref = dnsLabel(item.child(way));
      return ref === undefined ? [] : [{ ref }];
    }
    if (way !== 'spec') return [];
    const kind = item.child('kind');
    if (requiredString(kind) !== 'AlertPolicy') {
      kind.error('equal-to', `"${kind.path}" must be AlertPolicy`);
    }
    const inline = item.readJsonObject();
    return inline ? [{ inline }] : [];
  });
}
