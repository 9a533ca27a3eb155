import { Objective, Protection } from '../api';
import { configurationFindings, recoveryTimeProof } from './configuration';

const objective = (overrides: Partial<Objective>): Objective => ({
  rpo: null,
  rto: null,
  tier: null,
  dataClass: null,
  declaredBy: 'resource:default/orders-db',
  problems: [],
  ...overrides,
});

const protection = (overrides: Partial<Protection>): Protection => ({
  automated: true,
  retentionDays: 7,
  backupWindow: null,
  maintenanceWindow: null,
  encrypted: true,
  multiZone: true,
  copyLocations: [],
  ...overrides,
});

describe('configurationFindings', () => {
  it.each<[string, string | null, Partial<Protection>, string[]]>([
    ['a fitting configuration', 'PT5M', {}, []],
    ['nothing declared', null, { automated: false, retentionDays: 0 }, []],
    [
      'automated backups off',
      'PT24H',
      { automated: false, retentionDays: 0 },
      [
        'Automated backups are off: the RPO of 1 d rests on recovery points that something else makes',
      ],
    ],
    [
      'retention shorter than the RPO',
      'P2D',
      { retentionDays: 1 },
      [
        'Backups are kept for 1 d, less than the RPO of 2 d: the last one can expire before the next is due',
      ],
    ],
    ['retention as long as the RPO', 'P1D', { retentionDays: 1 }, []],
    ['retention not reported', 'P2D', { retentionDays: null }, []],
  ])('%s', (_what, rpo, configured, findings) => {
    expect(
      configurationFindings(objective({ rpo }), protection(configured)),
    ).toEqual(findings);
  });
});

describe('recoveryTimeProof', () => {
  it('says that a declared RTO is not proven', () => {
    expect(recoveryTimeProof(objective({ rto: 'PT1H' }))).toBe(
      'not proven yet: no restore test on record',
    );
    expect(recoveryTimeProof(objective({ rpo: 'PT1H' }))).toBeNull();
  });
});
