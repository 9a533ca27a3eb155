import { alertOfDocument } from './alertTitle';
import { kindOf, parseKind } from './kind';
import { metadataOfHeading, readLabelledLine, type Metadata } from './metadata';
import { CHECKLIST_KINDS } from '../types';

describe('metadataOfHeading', () => {
  it.each<[string, Metadata]>([
    ['Daily (Automated)', { cadence: 'FREQ=DAILY', execution: 'automated' }],
    ['Monthly (Manual)', { cadence: 'FREQ=MONTHLY', execution: 'manual' }],
    [
      'Weekly (Automated + Manual Review)',
      { cadence: 'FREQ=WEEKLY', execution: 'automated+review' },
    ],
    [
      'Automated daily checks',
      { cadence: 'FREQ=DAILY', execution: 'automated' },
    ],
    ['Weekly review', { cadence: 'FREQ=WEEKLY' }],
    [
      'Weekly (Monday 09:30 Europe/Berlin, 45 minutes, owner: DBA)',
      {
        cadence: 'FREQ=WEEKLY;BYDAY=MO',
        at: '09:30',
        zone: 'Europe/Berlin',
        duration: 'PT45M',
        owner: 'DBA',
      },
    ],
    ['Immediate actions (0-5 minutes)', { duration: 'PT5M' }],
    ['Business alerts (Response within 30 minutes)', { response: 'PT30M' }],
    ['Critical alerts (Immediate Response)', { response: 'PT0S' }],
    ['Automatic rollback', {}],
    ['Daily backup failed', {}],
    ['Restore (read-do)', { mode: 'read-do' }],
  ])('reads "%s"', (heading, metadata) => {
    expect(metadataOfHeading(heading)).toEqual(metadata);
  });
});

describe('readLabelledLine', () => {
  it('reads the facts that people put above a list', () => {
    const metadata: Metadata = {};
    for (const line of [
      'Frequency: every Monday at 10:00',
      'Estimated time: ~30-45 minutes',
      'Owner: Database team',
      'Role: operator',
      'Alert: HighErrorRate',
      'Note: nothing to see',
    ]) {
      readLabelledLine(line, metadata);
    }
    expect(metadata).toEqual({
      cadence: 'FREQ=WEEKLY;BYDAY=MO',
      at: '10:00',
      duration: 'PT45M',
      owner: 'Database team',
      role: 'operator',
      alert: 'HighErrorRate',
    });
  });

  it('takes no expression for the name of an alert', () => {
    const metadata: Metadata = {};
    readLabelledLine('Alert: up == 0', metadata);
    expect(metadata).toEqual({});
  });
});

describe('kindOf', () => {
  it.each([
    [
      ['Deployment procedures', 'Checklist', 'Pre-deployment'],
      false,
      'deployment',
    ],
    [['Disaster recovery', 'Scenarios', 'Database failure'], false, 'recovery'],
    [['Troubleshooting', 'Slow answers', 'Investigation'], false, 'incident'],
    [['Maintenance', 'Updates', 'Security updates'], false, 'maintenance'],
    [['Operations', 'Daily (Automated)'], true, 'maintenance'],
    [['Release', 'Monthly'], true, 'maintenance'],
    [['Disaster recovery', 'Quarterly drill'], true, 'recovery'],
    [['On-call', 'Hand-over checklist'], false, 'handover'],
    [['Quarterly access review'], true, 'review'],
    [['Weekly (Automated + Manual Review)'], true, 'maintenance'],
    [['Warnings', 'Alert response'], false, 'alert'],
    [['Onboarding'], false, 'other'],
    [[], false, 'other'],
  ] as const)('of %j (recurs: %s) is %s', (path, recurs, kind) => {
    expect(kindOf([...path], recurs)).toBe(kind);
  });

  it.each([
    ['Recovery', 'recovery'],
    ['restore drill', 'recovery'],
    ['hand-over', 'handover'],
    ['party', null],
  ])('parses the declared kind "%s"', (text, kind) => {
    expect(parseKind(text, CHECKLIST_KINDS)).toBe(kind);
  });
});

describe('alertOfDocument', () => {
  it.each([
    [['KubePodCrashLooping', 'Meaning'], 'KubePodCrashLooping'],
    [['etcdMembersDown', 'Diagnosis'], 'etcdMembersDown'],
    [['TargetDown', 'Mitigation'], 'TargetDown'],
    [['Alert: HighMemoryUsage', 'Impact'], 'HighMemoryUsage'],
    [['KubePodCrashLooping', 'Install'], null],
    [['PostgreSQL', 'Diagnosis'], null],
    [['High memory usage', 'Impact'], null],
    [[], null],
  ])('of %j is %s', (headings, name) => {
    expect(alertOfDocument(headings)).toBe(name);
  });
});
