import { BoardPage } from '@opsdeck/backstage-plugin-operations-common';

/** "4 services need attention: 1 breached, 3 at risk. 212 are fine." */
export function fleetHeadline(counts: BoardPage['counts']): string {
  const parts = [
    counts.breached > 0 && `${counts.breached} breached`,
    counts['at-risk'] > 0 && `${counts['at-risk']} at risk`,
    counts.unknown > 0 && `${counts.unknown} unknown`,
  ].filter(Boolean);
  const attention = counts.breached + counts['at-risk'] + counts.unknown;
  const rest = [
    counts.met > 0 && `${counts.met} ${counts.met === 1 ? 'is' : 'are'} fine`,
    counts.undeclared > 0 &&
      `${counts.undeclared} ${
        counts.undeclared === 1 ? 'declares' : 'declare'
      } nothing`,
  ]
    .filter(Boolean)
    .join(', ');
  if (attention > 0) {
    const services =
      attention === 1 ? '1 service needs' : `${attention} services need`;
    return `${services} attention: ${parts.join(', ')}${
      rest ? `. ${rest}` : ''
    }`;
  }
  if (counts.met > 0) return `All is well: ${rest}`;
  return counts.undeclared > 0
    ? 'No service declares anything to watch yet'
    : 'No services to show';
}

/** How much of the fleet is on screen; sorting reaches no further than that. */
export function shownText(page: BoardPage, largest: boolean): string {
  const total = Object.values(page.counts).reduce((sum, n) => sum + n, 0);
  const shown = `The worst ${page.rows.length} of ${total} services are shown`;
  return largest
    ? `${shown}. Narrow them with the filters to see others.`
    : shown;
}
