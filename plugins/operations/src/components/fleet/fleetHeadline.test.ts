import { BoardPage } from '@opsdeck/backstage-plugin-operations-common';
import { englishOf } from '@opsdeck/backstage-plugin-operations-react/testing';
import { operationsTranslationRef } from '../../translation';
import { fleetHeadline } from './fleetHeadline';

const t = englishOf(operationsTranslationRef);

const NONE: BoardPage['counts'] = {
  breached: 0,
  'at-risk': 0,
  unknown: 0,
  met: 0,
  undeclared: 0,
};

describe('fleetHeadline', () => {
  it.each<[Partial<BoardPage['counts']>, string]>([
    [
      { breached: 1, 'at-risk': 3, met: 212 },
      '4 services need attention: 1 breached, 3 at risk. 212 are fine',
    ],
    [{ unknown: 1 }, '1 service needs attention: 1 unknown'],
    [{ met: 1 }, 'All is well: 1 is fine'],
    [{ met: 5, undeclared: 1 }, 'All is well: 5 are fine, 1 declares nothing'],
    [{ undeclared: 2 }, 'No service declares anything to watch yet'],
    [{}, 'No services to show'],
  ])('%j: %s', (counts, sentence) => {
    expect(fleetHeadline({ ...NONE, ...counts }, t)).toBe(sentence);
  });
});
