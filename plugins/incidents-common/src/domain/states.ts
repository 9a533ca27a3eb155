import { IncidentState } from '../api';

const NEXT: Record<IncidentState, readonly IncidentState[]> = {
  detected: [
    'acknowledged',
    'investigating',
    'identified',
    'mitigated',
    'resolved',
    'declined',
  ],
  acknowledged: [
    'investigating',
    'identified',
    'mitigated',
    'resolved',
    'declined',
  ],
  investigating: ['identified', 'mitigated', 'resolved', 'declined'],
  identified: ['investigating', 'mitigated', 'resolved'],
  mitigated: ['investigating', 'monitoring', 'resolved'],
  monitoring: ['investigating', 'mitigated', 'resolved'],
  resolved: ['investigating', 'closed'],
  closed: [],
  declined: [],
};

/** States that an incident may go to from here. */
export function nextStates(state: IncidentState): readonly IncidentState[] {
  return NEXT[state];
}

/** Whether somebody still has to do something about it. */
export function isOpen(state: IncidentState): boolean {
  return !['resolved', 'closed', 'declined'].includes(state);
}

/** Whether reaching this state means that a person has taken the incident on. */
export function impliesAcknowledged(state: IncidentState): boolean {
  return state !== 'detected' && state !== 'declined';
}
