import {
  BoardQuery,
  VERDICTS,
  Verdict,
} from '@opsdeck/backstage-plugin-operations-common';
import { useUrlState } from '@opsdeck/backstage-plugin-operations-react';

/** What the fleet is narrowed to. Empty text means "any". */
export interface FleetFilter {
  text: string;
  /** Entity ref of a group or user. */
  owner: string;
  tier: string;
  verdict: Verdict | '';
}

export interface FleetFilterState {
  filter: FleetFilter;
  setText: (text: string) => void;
  setOwner: (owner: string) => void;
  setTier: (tier: string) => void;
  setVerdict: (verdict: Verdict | '') => void;
  /** Takes all back. */
  reset: () => void;
}

/** The filters of the fleet table, kept in the URL. */
export function useFleetFilter(): FleetFilterState {
  const [text, setText] = useUrlState<string>('q', '');
  const [owner, setOwner] = useUrlState<string>('owner', '');
  const [tier, setTier] = useUrlState<string>('tier', '');
  const [verdict, setVerdict] = useUrlState<Verdict | ''>('verdict', '', [
    '',
    ...VERDICTS,
  ]);
  return {
    filter: { text, owner, tier, verdict },
    setText,
    setOwner,
    setTier,
    setVerdict,
    reset: () => {
      setText('');
      setOwner('');
      setTier('');
      setVerdict('');
    },
  };
}

/** The filter as the backend wants it asked. */
export function boardQuery(filter: FleetFilter, limit: number): BoardQuery {
  return {
    text: filter.text.trim() || undefined,
    owner: filter.owner || undefined,
    tier: filter.tier.trim() || undefined,
    verdict: filter.verdict || undefined,
    limit,
  };
}
