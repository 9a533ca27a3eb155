import { Alert } from './alert';
import { inhibitingAlerts, InhibitRule } from './inhibition';

function alert(fingerprint: string, labels: Record<string, string>): Alert {
  return {
    fingerprint,
    labels,
    annotations: {},
    startsAtMs: 0,
    endsAtMs: 1,
    updatedAtMs: 0,
    generatorURL: '',
    timeout: false,
  };
}

function equal(name: string, value: string) {
  return { name, value, isRegex: false, isEqual: true };
}

describe('inhibitingAlerts', () => {
  const rule: InhibitRule = {
    source: [equal('severity', 'critical')],
    target: [equal('severity', 'warning')],
    equal: ['service', 'cluster'],
  };
  const critical = alert('c', { severity: 'critical', service: 'hopngo' });
  const warning = alert('w', { severity: 'warning', service: 'hopngo' });
  const other = alert('o', { severity: 'warning', service: 'boats' });
  const all = [critical, warning, other];

  it('inhibits a target with the same labels; missing ones are equal', () => {
    expect(inhibitingAlerts(warning, all, [rule])).toEqual(['c']);
    expect(inhibitingAlerts(other, all, [rule])).toEqual([]);
    expect(inhibitingAlerts(critical, all, [rule])).toEqual([]);
    expect(inhibitingAlerts(warning, [warning], [rule])).toEqual([]);
  });

  it('does not let alerts that are source and target at once inhibit each other', () => {
    const loop: InhibitRule = {
      source: [equal('service', 'hopngo')],
      target: [equal('service', 'hopngo')],
      equal: ['service'],
    };
    expect(inhibitingAlerts(warning, all, [loop])).toEqual([]);
    expect(inhibitingAlerts(critical, all, [loop])).toEqual([]);
  });
});
