import {
  TranslationFunction,
  createTranslationRef,
} from '@backstage/frontend-plugin-api';

/** The texts of the Backups tab: translate them with `createTranslationResource`. */
export const backupsTranslationRef = createTranslationRef({
  id: 'backups',
  messages: {
    tab: { what: 'backups' },
    table: {
      label: 'Backups by resource',
      empty: 'No resource with backups',
      resource: 'Resource',
      rpo: 'RPO',
      objective: 'Objective',
      exposure: 'Would be lost',
      lastGood: 'Last good point',
      dataOf: 'data of',
      range: 'Point-in-time range',
      failedSince_one: '{{count}} attempt since failed',
      failedSince_other: '{{count}} attempts since failed',
    },
    objective: {
      undeclared: 'not declared',
      rpo: 'RPO {{length}}',
      rto: 'RTO {{length}}',
      noRpo: 'No recovery point objective is declared',
    },
    range: {
      startNotReported: 'start not reported',
      notKnown: 'not known',
      notReportedYet: 'not reported yet',
      off: 'off',
    },
    details: {
      promised: 'Promised',
      objective: 'Objective',
      declaredBy: 'Declared by',
      proof: 'Proof',
      breach: 'Breach',
      breachUnless: '{{countdown}} if no newer point arrives',
      configured: 'Configured',
      automated: 'Automated backups',
      on: 'on, retention not reported',
      onKept_one: 'on, kept for {{count}} day',
      onKept_other: 'on, kept for {{count}} days',
      off: 'off',
      backupWindow: 'Backup window',
      maintenance: 'Maintenance',
      utc: '{{window}} UTC',
      encrypted: 'Encrypted',
      multiZone: 'Several zones',
      copies: 'Copies in',
      noCopies: 'no other region',
      doesNotFit: 'Does not fit',
      yes: 'yes',
      no: 'no',
      notReported: 'not reported',
      observed: 'Observed',
      restorableTo: 'Restorable to',
      wouldBeLost: 'Would be lost',
      lostAtWorst: '{{now}} now, at worst {{worst}} while everything works',
      anyInstant: 'Any instant of',
      location: 'Location',
      source: 'Source',
    },
    points: {
      title: 'Recovery points',
      what: 'recovery points',
      empty: 'No recovery point exists',
      data: 'Data of',
      kind: 'Kind',
      status: 'Status',
      location: 'Location',
    },
    pointKind: {
      automated: 'automated',
      manual: 'manual',
      copy: 'copy',
      other: 'other',
    },
    setup: {
      resourceTitle: 'No backup of {{name}} is known',
      resourceText:
        'This tab shows how much data would be lost now, against what may be lost. Say what this is at its provider, and what may be lost:',
      serviceTitle: 'No backups are known for this service',
      serviceText:
        'This tab shows how much data would be lost now, against what may be lost, for every database and bucket that this service depends on. Declare each as a Resource with its objectives:',
    },
  },
});

/** Says the texts of the tab in the language of the reader. */
export type BackupsTranslator = TranslationFunction<
  typeof backupsTranslationRef.T
>;
