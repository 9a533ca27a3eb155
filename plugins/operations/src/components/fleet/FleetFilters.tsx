import { identityApiRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  BoardRow,
  VERDICTS,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  FilterBar,
  FilterSelect,
  useApiQuery,
  useKitText,
} from '@opsdeck/backstage-plugin-operations-react';
import { operationsTranslationRef } from '../../translation';
import { refName } from '../entity/EntityLink';
import { SettledField } from './SettledField';
import { FleetFilterState } from './useFleetFilter';

export interface FleetFiltersProps extends FleetFilterState {
  /** What is on screen: its owners and tiers are offered. */
  rows: readonly BoardRow[];
}

/** What the fleet table is narrowed to; kept in the URL. */
export function FleetFilters(props: FleetFiltersProps) {
  const { filter, rows } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  const kit = useKitText();
  const mine = useApiQuery({
    api: identityApiRef,
    name: ['my-groups'],
    query: async api =>
      (await api.getBackstageIdentity()).ownershipEntityRefs.filter(ref =>
        ref.startsWith('group:'),
      ),
  });
  const groups = mine.data ?? [];
  const owners = names(
    [...groups, ...rows.map(row => row.owner)],
    filter.owner,
  );
  const tiers = names(
    rows.map(row => row.tier),
    filter.tier,
  );
  const isNarrowed = Object.values(filter).some(Boolean);
  return (
    <FilterBar
      label={t('fleetFilter.label')}
      onReset={isNarrowed ? props.reset : undefined}
    >
      <SettledField
        label={t('fleetFilter.service')}
        value={filter.text}
        onSettled={props.setText}
      />
      <FilterSelect
        label={t('fleetFilter.owner')}
        value={filter.owner}
        onChange={props.setOwner}
        options={owners.map(value => ({
          value,
          title: groups.includes(value)
            ? t('fleetFilter.mine', { name: ownerName(value) })
            : ownerName(value),
        }))}
      />
      <FilterSelect
        label={t('fleetFilter.tier')}
        value={filter.tier}
        onChange={props.setTier}
        options={tiers.map(value => ({ value, title: value }))}
      />
      <FilterSelect
        label={t('fleetFilter.verdict')}
        value={filter.verdict}
        onChange={props.setVerdict}
        options={VERDICTS.map(value => ({
          value,
          title: kit.verdict(value),
        }))}
      />
    </FilterBar>
  );
}

/** Each once, by name; what is chosen already stays among them. */
function names(seen: readonly (string | null)[], chosen: string): string[] {
  const all = [...seen, chosen].filter((name): name is string => Boolean(name));
  return [...new Set(all)].sort((a, b) => a.localeCompare(b));
}

/** The URL is typed by hand: what is no entity ref is shown as it is. */
function ownerName(owner: string): string {
  return owner.includes(':') ? refName(owner) : owner;
}
