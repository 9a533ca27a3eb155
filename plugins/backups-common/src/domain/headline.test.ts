import { Assessment } from '@opsdeck/backstage-plugin-operations-common';
import { resource } from '../__testUtils__/fixtures';
import { ResourceBackup } from '../api';
import { sortResources, summarize } from './headline';

const met: Assessment = {
  verdict: 'met',
  reason: '3 min would be lost (allowed 5 min)',
  observed: '3 min',
  threshold: '5 min',
};
const breached: Assessment = {
  verdict: 'breached',
  reason: 'Point-in-time recovery stands at …',
  observed: '47 min',
  threshold: '5 min',
};
const lost: Assessment = {
  verdict: 'breached',
  reason: 'Nothing can be restored: there is no usable recovery point',
  threshold: '5 min',
};
const atRisk: Assessment = {
  verdict: 'at-risk',
  reason: 'The next recovery point is overdue',
  observed: '20 h',
  threshold: '1 d',
};
const unknown: Assessment = {
  verdict: 'unknown',
  reason: 'Amazon RDS has not been read yet',
  threshold: '5 min',
};

function named(title: string, assessment: Assessment | null): ResourceBackup {
  return resource({ title, assessment });
}

function unreadable(title: string): ResourceBackup {
  const { objective } = resource();
  return resource({
    title,
    assessment: null,
    objective: { ...objective, rpo: null, problems: ['opsdeck.io/rpo: …'] },
  });
}

describe('summarize', () => {
  it.each<
    [
      resources: ResourceBackup[],
      verdict: string | null,
      headline: string,
      short: string,
    ]
  >([
    [
      [],
      null,
      'No resource with backups is known for this service',
      'nothing declared',
    ],
    [
      [named('orders', null)],
      null,
      'No recovery point objective is declared for orders',
      'no objective declared',
    ],
    [
      [named('orders', null), named('media', null)],
      null,
      'No recovery point objective is declared for 2 resources',
      'no objective declared',
    ],
    [
      [unreadable('orders')],
      null,
      'No recovery point objective is declared for orders. What orders declares cannot be read',
      'objective cannot be read',
    ],
    [
      [named('orders', met)],
      'met',
      'orders would lose 3 min (allowed 5 min)',
      'would lose 3 min (allowed 5 min)',
    ],
    [
      [named('orders', met), named('media', met), named('cache', null)],
      'met',
      'All 2 objectives are met',
      '2 objectives met',
    ],
    [
      [named('orders', met), unreadable('media')],
      'met',
      'orders would lose 3 min (allowed 5 min). What media declares cannot be read',
      'would lose 3 min (allowed 5 min)',
    ],
    [
      [named('orders', breached)],
      'breached',
      'orders would lose 47 min (allowed 5 min)',
      'orders: would lose 47 min (allowed 5 min)',
    ],
    [
      [named('orders', lost), named('media', met)],
      'breached',
      '1 of 2 objectives is met; orders cannot be restored',
      'orders: cannot be restored',
    ],
    [
      [named('orders', atRisk)],
      'at-risk',
      'orders is at risk. The next recovery point is overdue',
      'orders: would lose 20 h (allowed 1 d)',
    ],
    [
      [named('orders', unknown), named('media', met), named('files', met)],
      'unknown',
      '2 of 3 objectives are met; orders is unknown. Amazon RDS has not been read yet',
      'orders: unknown',
    ],
    [
      [named('orders', breached), named('media', unknown)],
      'breached',
      '0 of 2 objectives are met; orders would lose 47 min (allowed 5 min)',
      'orders: would lose 47 min (allowed 5 min)',
    ],
  ])('%#', (resources, verdict, headline, short) => {
    expect(summarize(resources)).toEqual({ verdict, headline, short });
  });
});

describe('sortResources', () => {
  it('puts the worst first, then goes by name, without a verdict last', () => {
    const titles = sortResources([
      named('e', null),
      named('d', met),
      named('c', unknown),
      named('b', atRisk),
      named('z', breached),
      named('a', breached),
    ]).map(({ title }) => title);
    expect(titles).toEqual(['a', 'z', 'b', 'c', 'd', 'e']);
  });
});
