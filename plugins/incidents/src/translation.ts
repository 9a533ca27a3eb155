import {
  TranslationFunction,
  createTranslationRef,
} from '@backstage/frontend-plugin-api';

/** The texts of the Incidents tab: translate them with `createTranslationResource`. */
export const incidentsTranslationRef = createTranslationRef({
  id: 'incidents',
  messages: {
    tab: {
      what: 'incidents',
      alerts: 'Alerts now',
      past: 'Past incidents',
    },
    state: {
      detected: 'detected',
      triaged: 'triaged',
      acknowledged: 'acknowledged',
      investigating: 'investigating',
      identified: 'identified',
      mitigating: 'mitigating',
      mitigated: 'mitigated',
      monitoring: 'monitoring',
      resolved: 'resolved',
      reopened: 'reopened',
      review: 'review',
      closed: 'closed',
      declined: 'declined',
      merged: 'merged',
    },
    actor: { alert: 'the alert {{name}}' },
    active: {
      opened: '{{state}}, opened {{when}} by {{who}}',
      openedCommanded:
        '{{state}}, opened {{when}} by {{who}}; commander {{commander}}',
      alertsEnded:
        'All its alerts have ended {{when}}. Resolve it if it is over.',
      timeline: 'Timeline of {{number}}',
    },
    clocks: {
      label: 'Clocks',
      acknowledge: 'Acknowledge',
      resolve: 'Resolve',
      after: 'after {{length}}',
      target: '(target {{length}})',
      kept: {
        acknowledge: 'acknowledge kept',
        resolve: 'resolve kept',
      },
      missed: {
        acknowledge: 'acknowledge missed',
        resolve: 'resolve missed',
      },
    },
    alerts: {
      noneFires: 'No alert fires',
      noneKnown: 'No alert is known',
      class: 'Class',
      alert: 'Alert',
      environment: 'Environment',
      since: 'Since',
      state: 'State',
      silenced: 'silenced',
      firing: 'firing',
      incident: 'Incident',
      runbook: 'Runbook',
    },
    alertClass: {
      critical: 'critical',
      warning: 'warning',
      info: 'info',
      unclassified: 'unclassified',
    },
    past: {
      empty: 'No incident on record',
      incident: 'Incident',
      opened: 'Opened',
      lasted: 'Lasted',
      targets: 'Targets',
      state: 'State',
    },
    drawer: {
      title: 'Incident',
      what: 'the incident',
      now: 'Now',
      state: 'State',
      opened: 'Opened',
      openedBy: '{{when}} by {{who}}',
      commander: 'Commander',
      nobody: 'nobody yet',
    },
    changes: {
      title: 'What changed before it began',
      label: 'Most likely changes',
      mostLikely: '{{reason}}: the most likely one',
      none: 'Nothing is known to have changed in the two hours before.',
    },
    timeline: {
      label: 'Timeline of {{number}}',
      empty: 'Nothing has happened yet',
      by: 'by {{who}}',
      kind: {
        incident: 'incident',
        alert: 'alert',
        deployment: 'deployment',
      },
    },
    note: {
      label: 'Note for the timeline',
      add: 'Add note',
      what: 'the note',
    },
    declare: {
      button: 'Declare an incident',
      title: 'Declare an incident of {{name}}?',
      effect: 'Declare a {{severity}} incident',
      what: 'an incident of {{name}}',
      consequence:
        'Its clocks start now, and the owners of {{name}} are told. If unsure, choose the higher severity.',
      severity: 'Severity',
      broken: 'What is broken',
      brokenHint: 'Its title; “{{title}}” when left empty.',
      defaultTitle: 'Incident of {{name}}',
    },
    severity: {
      P1: 'P1: service down or data at stake',
      P2: 'P2: a major feature is broken or slow',
      P3: 'P3: a minor feature is broken',
      P4: 'P4: cosmetic',
    },
    step: {
      question: '{{effect}}?',
      acknowledged: {
        effect: 'Acknowledge {{number}}',
        consequence:
          'You take it on: the acknowledge clock stops and you become its commander.',
      },
      mitigated: {
        effect: 'Mark as mitigated {{number}}',
        consequence:
          'Users no longer notice it: the resolve clock stops. Mitigated is not resolved.',
      },
      resolved: {
        effect: 'Resolve {{number}}',
        consequence:
          'The cause is gone: the incident leaves the list of open ones.',
      },
      declined: {
        effect: 'Decline {{number}}',
        consequence:
          'It was no incident: its clocks stop and it counts in no figure.',
      },
      reopened: {
        effect: 'Reopen {{number}}',
        consequence:
          'It is not over after all: its resolve clock runs on as if it had never stopped.',
      },
    },
    write: {
      whoCan: 'the owners of the service and the operators',
      denied:
        'Changing it needs the permission {{permission}}. The owners of the service and the operators have it.',
    },
    setup: {
      title: 'No alert source knows this service',
      text: 'Alerts whose label {{label}} has this value will be shown here, and critical ones open incidents with running clocks.',
    },
  },
});

/** Says the texts of the tab in the language of the reader. */
export type IncidentsTranslator = TranslationFunction<
  typeof incidentsTranslationRef.T
>;
