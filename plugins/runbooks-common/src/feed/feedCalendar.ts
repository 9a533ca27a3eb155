import { parseEntityRef } from '@backstage/catalog-model';
import {
  IcsCalendar,
  IcsEvent,
  durationMillis,
} from '@opsdeck/backstage-plugin-operations-common';
import { DateTime } from 'luxon';
import { ChecklistOccurrence, OccurrenceState } from '../api';
import { RunbookChecklist } from '../import';

/** An occurrence with what a feed says of its checklist. */
export interface FeedItem {
  /** Names the occurrence, the same each time. */
  uid: string;
  entityRef: string;
  kind: RunbookChecklist['kind'];
  /** Planned length (ISO-8601 duration). */
  duration: string | null;
  occurrence: ChecklistOccurrence;
}

/** How long an event lasts whose checklist plans no length. */
const USUAL_LENGTH_MS = 30 * 60_000;

const WORDS: Partial<Record<OccurrenceState, string>> = {
  done: 'Done: ',
  overdue: 'Overdue: ',
  missed: 'Missed: ',
};

/**
 * The calendar of a feed. An event ends when its checklist is due and begins as long
 * before as it is planned to take, so that it stands where the work is to be done. What
 * was withdrawn is left out.
 *
 * @param options.completeUntil - up to when everything is in it; said to the reader.
 * @param options.portalUrl - address of the portal, without a slash at its end; without it
 *   the events have no links.
 */
export function feedCalendar(
  items: readonly FeedItem[],
  options: {
    name: string;
    completeUntil: string;
    portalUrl: string | undefined;
  },
): IcsCalendar {
  return {
    productId: '-//Opsdeck//Runbooks//EN',
    name: options.name,
    description: `Runbook checklists that are due until ${minuteOf(
      options.completeUntil,
    )} UTC. Tick them in the portal: this calendar is for reading only.`,
    refreshEvery: 'PT1H',
    events: items
      .filter(({ occurrence }) => occurrence.state !== 'withdrawn')
      .map(item => feedEvent(item, options.portalUrl)),
  };
}

function feedEvent(item: FeedItem, portalUrl: string | undefined): IcsEvent {
  const { entityRef, kind: category, occurrence } = item;
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const length =
    item.duration === null ? USUAL_LENGTH_MS : durationMillis(item.duration);
  const due = Date.parse(occurrence.dueAt);
  const opens = Date.parse(occurrence.opensAt);
  const path = [namespace, kind, name].map(encodeURIComponent).join('/');
  const query = `checklist=${encodeURIComponent(occurrence.checklistId)}`;
  return {
    uid: item.uid,
    start: new Date(Math.max(due - length, Math.min(opens, due))),
    end: new Date(due),
    summary: `${WORDS[occurrence.state] ?? ''}${occurrence.title} · ${name}`,
    description: descriptionOf(occurrence),
    url:
      portalUrl === undefined
        ? undefined
        : `${portalUrl}/catalog/${path}/runbooks?${query}`,
    categories: [category],
  };
}

function minuteOf(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}

function descriptionOf(occurrence: ChecklistOccurrence): string {
  const { zone, state, doneAt, movedFrom } = occurrence;
  const at = (instant: string) =>
    `${DateTime.fromISO(instant, { zone }).toFormat(
      'yyyy-MM-dd HH:mm',
    )} ${zone}`;
  return [
    `State: ${state}`,
    `Can be done from ${at(occurrence.opensAt)}`,
    `Due ${at(occurrence.dueAt)}`,
    ...(movedFrom === null
      ? []
      : [`Moved by its calendar from ${at(movedFrom)}`]),
    doneAt === null
      ? `Missed from ${at(occurrence.missedAt)}`
      : `Done ${at(doneAt)}`,
  ].join('\n');
}
