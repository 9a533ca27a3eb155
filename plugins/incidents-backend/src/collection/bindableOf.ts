import { AlertRecord } from '@opsdeck/backstage-plugin-incidents-common';
import { BindableRecord } from '@opsdeck/backstage-plugin-operations-node';

/** What an alert is bound by: what names its service, else its labels by a rule. */
export function bindableOf(record: AlertRecord): BindableRecord {
  const { bindings, environmentFacts, labels, name } = record;
  return {
    bindings,
    environmentFacts,
    bindingFacts: { provider: 'prometheus', kind: 'alert', name, labels },
  };
}
