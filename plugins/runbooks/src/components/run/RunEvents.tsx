import { useTranslationRef } from '@backstage/frontend-plugin-api';
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
import { RunbooksTranslator, runbooksTranslationRef } from '../../translation';
import { personName } from '../personName';
import { evidenceTitle } from './evidenceTitle';

/** The record of a run, as it happened. */
export function RunEvents({ run }: { run: Run }) {
  const { t } = useTranslationRef(runbooksTranslationRef);
  const texts = new Map(
    flattenSteps(run.definition.steps).map(({ step }) => [step.id, step.text]),
  );
  return (
    <Timeline
      label={t('record.label')}
      emptyText={t('record.empty')}
      entries={[...run.events].reverse().map(event => ({
        ...entryOf(event, texts, t),
        id: String(event.seq),
        at: event.at,
      }))}
    />
  );
}

function entryOf(
  event: RunEvent,
  texts: ReadonlyMap<string, string>,
  t: RunbooksTranslator,
): Omit<TimelineEntry, 'id' | 'at'> {
  const who = personName(event.actor, t);
  const text = texts.get(event.stepId ?? '') ?? '';
  const said = [event.reason, event.note, event.evidence?.reason]
    .filter(Boolean)
    .join(' · ');
  const body = said || undefined;
  switch (event.kind) {
    case 'step':
      return {
        kind: t('record.stateBy', {
          state: t(`stepState.${event.state ?? 'open'}`),
          who,
        }),
        title: text,
        verdict: verdictOf(event),
        body,
      };
    case 'check':
      return {
        kind: event.state
          ? t('record.stateByCheck', {
              state: t(`stepState.${event.state}`),
            })
          : t('record.checkChanged'),
        title: text,
        verdict: verdictOf(event),
        body,
      };
    case 'note':
      return { kind: t('record.noteBy', { who }), title: text, body };
    case 'evidence':
      return {
        kind: t('record.evidenceBy', { who }),
        title: text,
        body: event.attachment ? evidenceTitle(event.attachment) : body,
      };
    case 'confirmed':
    case 'rejected':
      return {
        kind: t(`record.${event.kind}By`, { who }),
        title: text,
        verdict: event.kind === 'confirmed' ? 'met' : 'at-risk',
        body,
      };
    case 'handed-over':
      return {
        kind: t('record.by', { who }),
        title: t('record.handedTo', { to: personName(event.to, t) }),
        body,
      };
    default:
      return {
        kind: t('record.by', { who }),
        title: t(`record.${event.kind}`),
        body,
      };
  }
}

function verdictOf({ state, evidence }: RunEvent): Verdict | null {
  if (evidence?.outcome === 'fail' || state === 'failed') return 'breached';
  if (evidence?.outcome === 'unknown') return 'unknown';
  return state === 'done' ? 'met' : null;
}
