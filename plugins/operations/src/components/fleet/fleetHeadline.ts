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
    counts.undeclared > 0 && `${counts.undeclared} declare nothing`,
  ]
    .filter(Boolean)
    .join(', ');
  if (attention === 0) {
    return counts.met > 0
      ? `All is well: ${rest}`
      : 'No service declares anything to watch yet';
  }
  const services =
    attention === 1 ? '1 service needs' : `${attention} services need`;
  return `${services} attention: ${parts.join(', ')}${rest ? `. ${rest}` : ''}`;
}
