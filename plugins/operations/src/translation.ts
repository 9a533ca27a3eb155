import {
  TranslationFunction,
  createTranslationRef,
} from '@backstage/frontend-plugin-api';

/** The texts of the Operations area: translate them with `createTranslationResource`. */
export const operationsTranslationRef = createTranslationRef({
  id: 'operations',
  messages: {
    /** How the five questions are called on screen. */
    capability: {
      deployments: 'Deployments',
      slos: 'SLOs',
      runbooks: 'Runbooks',
      backups: 'Backups',
      incidents: 'Incidents',
    },
    /** How things that follow each other are told. */
    list: '{{head}}, {{tail}}',
    page: { title: 'Operations', fleet: 'Fleet', sources: 'Sources' },
    chip: {
      label: '{{tab}}: {{verdict}}. {{headline}}',
      nothing: 'nothing to show',
    },
    card: { title: 'Operations', what: 'the state of this service' },
    fleet: {
      what: 'the fleet',
      label: 'Services',
      empty: 'No service matches these filters',
      service: 'Service',
      owner: 'Owner',
      first: 'What first',
      shown: 'The worst {{shown}} of {{total}} services are shown',
      shownMost:
        'The worst {{shown}} of {{total}} services are shown. Narrow them with the filters to see others.',
    },
    fleetFilter: {
      label: 'Narrow the fleet',
      service: 'Service',
      owner: 'Owner',
      mine: '{{name}} (mine)',
      tier: 'Tier',
      verdict: 'Verdict',
    },
    fleetHeadline: {
      attention_one: '{{count}} service needs attention: {{verdicts}}',
      attention_other: '{{count}} services need attention: {{verdicts}}',
      attentionAndRest_one:
        '{{count}} service needs attention: {{verdicts}}. {{rest}}',
      attentionAndRest_other:
        '{{count}} services need attention: {{verdicts}}. {{rest}}',
      well: 'All is well: {{rest}}',
      undeclared: 'No service declares anything to watch yet',
      none: 'No services to show',
      breached_one: '{{count}} breached',
      breached_other: '{{count}} breached',
      atRisk_one: '{{count}} at risk',
      atRisk_other: '{{count}} at risk',
      unknown_one: '{{count}} unknown',
      unknown_other: '{{count}} unknown',
      fine_one: '{{count}} is fine',
      fine_other: '{{count}} are fine',
      nothing_one: '{{count}} declares nothing',
      nothing_other: '{{count}} declare nothing',
    },
    sources: {
      what: 'the data sources',
      label: 'Data sources',
      empty: 'No source to show',
      state: 'State',
      source: 'Source',
      feeds: 'Feeds',
      lastSuccess: 'Last success',
      never: 'never',
      outcome: 'Outcome',
      bound: 'Bound',
      boundOf: '{{bound}} of {{total}}',
      deadLetters: 'Dead letters',
      calls: 'Calls',
      nextRun: 'Next run',
      dueNow: 'due now',
      silent: '{{tab}} did not say how its sources are: {{problem}}',
    },
    sourcesHeadline: {
      none: 'No data source is configured',
      failing_one: '{{count}} of {{total}} readings fails: {{name}}',
      failing_other: '{{count}} of {{total}} readings fail, first {{name}}',
      late_one: '{{count}} of {{total}} readings is not there in time',
      late_other: '{{count}} of {{total}} readings are not there in time',
      inTime_one: 'The only source is read in time',
      inTime_other: 'All {{count}} readings come in time',
      silent_one: '{{count}} backend does not answer',
      silent_other: '{{count}} backends do not answer',
      andSilent: '{{sentence}}; {{silent}}',
    },
    sourceState: {
      ok: 'ok',
      failing: 'failing',
      down: 'down',
      stale: 'stale',
      notRead: 'not read',
    },
    outcome: {
      late: 'no reading has finished in time, expected every {{cadence}}',
      notReadYet: 'not read yet',
      inTime: 'read in time',
      readingNow: 'reading now',
      records_one: '{{count}} record',
      records_other: '{{count}} records',
      rejected_one: '{{count}} not understood',
      rejected_other: '{{count}} not understood',
      calls_one: '{{count}} call',
      calls_other: '{{count}} calls',
    },
    runOutcome: {
      running: 'running',
      succeeded: 'succeeded',
      partial: 'partial',
      failed: 'failed',
      lost: 'lost',
    },
    circuit: {
      closed: 'as planned',
      open: 'paused after repeated failures',
      'half-open': 'one attempt after a pause',
      openUntil: 'paused after repeated failures, next {{when}}',
    },
    problem: {
      title: 'What is wrong',
      inShort: 'In short',
      details: 'Details',
      lacks: 'It lacks',
      when: 'When',
      inARow: 'In a row',
      times_one: '{{count}} time',
      times_other: '{{count}} times',
    },
    readings: {
      title: 'Readings',
      every: 'Read every',
      lastSuccess: 'Last success',
      never: 'never',
      nextRun: 'Next run',
      lastRun: 'Last run',
      lastRunText: '{{outcome}} {{when}}: {{brought}}',
      attempts: 'Attempts',
      callsLeft: 'Calls left',
      noLimit: 'no limit is known',
      left: '{{remaining}}, {{saidBy}} {{when}}',
      leftOf: '{{remaining}} of {{limit}}, {{saidBy}} {{when}}',
      fullAgain: '{{left}}; full again {{when}}',
      saidBy: { provider: 'says the provider', source: 'our own limit' },
      records: 'Records',
      bound: '{{bound}} with an entity in the catalog, {{unbound}} without',
    },
    runNow: {
      needs:
        'Reading it now needs the permission {{permission}}. Ask whoever runs the portal.',
      button: 'Read {{name}} now',
      action: 'read {{name}} now',
      asked: 'Asked for; it is read within seconds.',
      notNow: 'It {{reason}}.',
      notNowUntil: 'It {{reason}}; possible {{when}}.',
    },
    policy: {
      title: 'What it needs at the provider',
      what: 'what the source needs',
      none: 'It needs no credentials of its own.',
    },
    runs: {
      title: 'Last readings',
      what: 'the readings',
      label: 'Readings',
      empty: 'Not read yet',
      outcome: 'Outcome',
      started: 'Started',
      took: 'Took',
      brought: 'It brought',
    },
    bindings: {
      title: 'What is bound ({{bound}} of {{total}})',
      what: 'the records',
      label: 'Records of the source',
      filter: 'Narrow the records',
      show: 'Records',
      bound: 'with an entity',
      unbound: 'without an entity',
      empty: {
        all: 'The source has brought no record yet',
        bound: 'No record belongs to an entity',
        unbound: 'Every record belongs to an entity',
      },
      record: 'Record',
      entity: 'Entity',
      none: 'none',
      why: 'Why',
      via: {
        annotation: 'annotation {{name}} is {{value}}',
        selector: 'annotation {{name}} selects {{value}}',
        rule: 'rule {{name}} gives {{value}}',
      },
      byNow: 'By now the catalog gives it to {{entity}}: {{why}}',
      byNowNone: 'By now the catalog gives it to none: {{why}}',
      advice:
        'Annotate the entity that a record belongs to, or add a rule to the configuration; it is bound within a minute.',
      adviceOfAll:
        'These are the records of everything that {{source}} reads. Annotate the entity that a record belongs to, or add a rule to the configuration; it is bound within a minute.',
      cut: 'These are the first {{number}}; there are more.',
      untold:
        'The backend of {{tab}} does not say which record belongs to which entity.',
    },
    letters: {
      title: 'Dead letters ({{number}})',
      what: 'the dead letters',
      label: 'Dead letters',
      empty: 'No dead letter',
      filter: 'Narrow the dead letters',
      state: 'State',
      stateCount: '{{state}} ({{number}})',
      arrived: 'Arrived',
      times_one: '{{count}} time',
      times_other: '{{count}} times',
      why: 'Why it was refused',
      whyText: '{{refusedBy}}: {{reason}}',
      replayAll: 'Process all that wait again ({{number}})',
      replayAllAction: 'process the dead letters again',
      needs_one:
        'Processing {{count}} dead letter again needs the permission {{permission}}.',
      needs_other:
        'Processing {{count}} dead letters again needs the permission {{permission}}.',
    },
    letterState: {
      waiting: 'waiting',
      replayed: 'replayed',
      archived: 'archived',
    },
    /** Who could not make sense of a record. */
    refusedBy: {
      source: 'not understood',
      contract: 'breaks the contract',
      store: 'could not be stored',
    },
    letter: {
      title: 'Dead letter',
      what: 'the dead letter',
      state: 'State',
      refusedBy: 'Refused by',
      why: 'Why',
      firstArrived: 'First arrived',
      lastArrived: 'Last arrived',
      triedAgain: 'Tried again',
      tried_one: '{{count}} time, last {{when}}',
      tried_other: '{{count}} times, last {{when}}',
      never: 'never',
      payload: 'Payload, secrets taken out',
      copy: 'Copy payload',
      replay: 'Process it again',
      replayAction: 'process it again',
      notReplayable: 'It cannot be processed again: {{reason}}.',
    },
    entityLife: {
      what: 'renamed and vanished entities',
      title: 'Entities that were renamed or have vanished',
      halt: '{{tab}}: {{missing}} of {{total}} entities vanished at once, noticed {{since}}: nothing is deleted until you confirm.',
      proposal: '{{from}} seems to be {{to}} now.',
      evidence: '{{evidence}}. Noticed {{since}}. It has history in {{tabs}}.',
      problem: '{{entity}}: {{message}} ({{tabs}})',
      silent: '{{tab}} did not say what became of its entities: {{problem}}',
      accepted: {
        button: 'Accept',
        buttonOf: 'Accept that {{from}} is {{to}} now',
        question: 'Is {{from}} called {{to}} now?',
        effect: 'Accept the rename',
        consequence:
          'The history of {{from}} in all tabs moves to {{to}}. It cannot be moved back.',
        done: 'Accepted: the history of {{from}} moves to {{to}}.',
        pending:
          'Accepted: the history of {{from}} moves to {{to}}. Still to be told: {{tabs}}.',
      },
      declined: {
        button: 'Decline',
        buttonOf: 'Decline that {{from}} is {{to}} now',
        question: 'Is {{from}} something else than {{to}}?',
        effect: 'Decline the rename',
        consequence:
          'The history of {{from}} does not move to {{to}}, and this is not proposed again. If {{from}} does not come back to the catalog, its history is deleted after the period of grace.',
        done: 'Declined: the history of {{from}} does not move to {{to}}.',
        pending:
          'Declined: the history of {{from}} does not move to {{to}}. Still to be told: {{tabs}}.',
      },
      confirmed: {
        button: 'Confirm that they left',
        buttonOf: 'Confirm that they left {{tab}}',
        question: 'Have {{missing}} entities really left?',
        effect: 'Confirm that they left',
        consequence:
          'Those of the {{missing}} entities that do not come back to the catalog lose their history in {{tab}} after the period of grace.',
        done: 'Confirmed: {{tab}} counts the entities as gone.',
      },
    },
    replay: {
      result: '{{parts}}.',
      resultAndRest_one: '{{parts}}. {{count}} more wait.',
      resultAndRest_other: '{{parts}}. {{count}} more wait.',
      replayed_one: '{{count}} processed',
      replayed_other: '{{count}} processed',
      kept_one: '{{count}} refused again: {{reason}}',
      kept_other: '{{count}} refused again: {{reason}}',
      skipped_one: '{{count}} not tried: {{reason}}',
      skipped_other: '{{count}} not tried: {{reason}}',
    },
  },
});

/** Says the texts of the Operations area in the language of the reader. */
export type OperationsTranslator = TranslationFunction<
  typeof operationsTranslationRef.T
>;

/** What is not false, told one after the other: "3 records, 2 calls"; empty for nothing. */
export function listText(
  parts: readonly (string | false)[],
  t: OperationsTranslator,
): string {
  return parts
    .filter((part): part is string => part !== false)
    .reduce((head, tail) => (head ? t('list', { head, tail }) : tail), '');
}
