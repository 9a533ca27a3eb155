import { Verdict } from '@opsdeck/backstage-plugin-operations-common';
import {
  Timeline,
  TimelineEntry,
} from '@opsdeck/backstage-plugin-operations-react';
import {
  Run,
  RunEvent,
  flattenSteps,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { personName } from '../personName';
import { stateWord } from './stepWords';

/** The record of a run, as it happened. */
export function RunEvents({ run }: { run: Run }) {
  const texts = new Map(
    flattenSteps(run.definition.steps).map(({ step }) => [step.id, step.text]),
  );
  return (
    <Timeline
      label="Record of this run"
      emptyText="Nothing is recorded"
      entries={[...run.events].reverse().map(event => ({
        ...entryOf(event, texts),
        id: String(event.seq),
        at: event.at,
      }))}
    />
  );
}

function entryOf(
  event: RunEvent,
  texts: ReadonlyMap<string, string>,
): Omit<TimelineEntry, 'id' | 'at'> {
  const who = personName(event.actor);
  const text = texts.get(event.stepId ?? '') ?? '';
  const said = [event.reason, event.note, event.evidence?.reason]
    .filter(Boolean)
    .join(' · ');
  const body = said || undefined;
  switch (event.kind) {
    case 'step':
      return {
        kind: `${stateWord(event.state ?? 'open')} by ${who}`,
        title: text,
        verdict: verdictOf(event),
        body,
      };
    case 'check':
      return {
        kind: event.state
          ? `${stateWord(event.state)} by its live check`
          : 'live check changed',
        title: text,
        verdict: verdictOf(event),
        body,
      };
    case 'note':
      return { kind: `note by ${who}`, title: text, body };
    default:
      return { kind: `by ${who}`, title: `Run ${event.kind}`, body };
  }
}

function verdictOf({ state, evidence }: RunEvent): Verdict | null {
  if (evidence?.outcome === 'fail' || state === 'failed') return 'breached';
  if (evidence?.outcome === 'unknown') return 'unknown';
  return state === 'done' ? 'met' : null;
}
