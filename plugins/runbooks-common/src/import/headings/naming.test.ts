import { cadenceOrPhase, HeadingNames } from './naming';

const names = new HeadingNames();

describe('headings above numbered lists', () => {
  it.each([
    ['Rollback procedure'],
    ['Blue-green deployment'],
    ['Deployment steps'],
    ['Roll-back'],
    ['5.2 Diagnostic steps'],
    ['🚨 Escalation'],
    ['How to stop the runner'],
    ['Replacement'],
    ['Backup failure'],
    ['When the database is down'],
    ['Daily'],
    ['Before your shift'],
    ['Post-incident'],
    ['Known issues and workarounds'],
  ])('"%s" names a procedure', heading => {
    expect(names.procedure([heading], null).named).toBe(true);
  });

  it.each([
    ['Overview'],
    ['Architecture'],
    ['Deployment strategies'],
    ['Recovery time objectives'],
    ['High response times'],
    ['Incident severity levels'],
    ['Table of Contents'],
    ['Symptoms'],
    ['What is a graceful shutdown?'],
    ['When to escalate'],
    ['Runbook template'],
    ['Contacts and escalation'],
  ])('"%s" names none', heading => {
    expect(names.procedure([heading], null).named).toBe(false);
  });

  it('lets the nearest heading that says anything decide', () => {
    expect(
      names.procedure(['Recovery procedures', 'Scenario A'], null),
    ).toEqual({
      named: true,
      own: false,
      why: '“Recovery procedures” names a procedure (recovery)',
    });
    expect(
      names.procedure(['Recovery procedures', 'Contacts'], null).named,
    ).toBe(false);
    expect(names.procedure(['Deployment', 'Environments'], null).named).toBe(
      false,
    );
  });

  it.each([
    ['To restore the database:', true],
    ['Follow these steps:', true],
    ['Perform the following checks:', true],
    ['Common causes:', false],
  ])('listens to the line "%s"', (leadIn, named) => {
    expect(names.procedure(['Queue'], leadIn).named).toBe(named);
  });

  it('takes the words of the caller instead of its own', () => {
    const own = new HeadingNames(['ablauf']);
    expect(own.procedure(['Ablauf'], null).named).toBe(true);
    expect(own.procedure(['Rollback procedure'], null).named).toBe(false);
  });
});

describe('cadenceOrPhase', () => {
  it.each([
    ['Weekly (Manual)', 'a cadence'],
    ['Weekly and monthly', 'several cadences'],
    ['Pre-deployment', 'a phase'],
    ['Production pre-deployment checklist', 'a phase'],
    ['Predeployment', 'a phase'],
    ['3. During the migration', 'a phase'],
    ['Phase 2: Containment', 'a phase'],
    ['Pre-production', null],
    ['Post-mortem', null],
    ['Prerequisites', null],
    ['PostgreSQL', null],
    ['before(hook)', null],
    ['Deployment', null],
  ])('reads "%s"', (heading, name) => {
    expect(cadenceOrPhase(heading)).toBe(name);
  });
});
