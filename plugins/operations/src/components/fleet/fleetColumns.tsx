import {
  BoardRow,
  CAPABILITIES,
  VERDICTS,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  DataColumn,
  TwoLines,
} from '@opsdeck/backstage-plugin-operations-react';
import { OperationsTranslator } from '../../translation';
import { EntityLink, refName } from '../entity/EntityLink';
import { BoardChipLink } from './BoardChipLink';

/** The fleet table: service, owner, five chips, what comes first. */
export function fleetColumns(t: OperationsTranslator): DataColumn<BoardRow>[] {
  return [
    {
      id: 'service',
      title: t('fleet.service'),
      render: row => (
        <TwoLines
          first={<EntityLink entityRef={row.entityRef}>{row.title}</EntityLink>}
          second={[row.system && refName(row.system), row.tier]
            .filter(Boolean)
            .join(' · ')}
        />
      ),
      sortValue: row => row.title,
    },
    {
      id: 'owner',
      title: t('fleet.owner'),
      render: row =>
        row.owner ? (
          <TwoLines
            first={
              <EntityLink entityRef={row.owner}>
                {refName(row.owner)}
              </EntityLink>
            }
          />
        ) : (
          '—'
        ),
      sortValue: row => row.owner,
    },
    ...CAPABILITIES.map(
      (capability): DataColumn<BoardRow> => ({
        id: capability,
        title: t(`capability.${capability}`),
        render: row => (
          <BoardChipLink
            entityRef={row.entityRef}
            capability={capability}
            chip={row.chips[capability]}
          />
        ),
        sortValue: row => {
          const verdict = row.chips[capability]?.verdict;
          return verdict ? VERDICTS.indexOf(verdict) : null;
        },
      }),
    ),
    {
      id: 'first',
      title: t('fleet.first'),
      render: row => row.headline || '—',
    },
  ];
}
