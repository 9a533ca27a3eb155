import type { Passage, Scope } from '../corpus/types';
import type { Violation } from '../types';
import { sentencesOf } from '../words';
import { perScope, type LintRule } from './rule';

const DAY = /\b(mon|tues|wednes|thurs|fri|satur|sun)day/i;
const RANGE = /\b(\d{1,2}):(\d{2})\s*(?:-|–|—|to|and)\s*(\d{1,2}):(\d{2})\b/;
const TIME = /\bat (\d{1,2}):(\d{2})\b/;
const BACKUP = /\b(?:backed up|backups?|dump(?:s|ed)?|snapshots?)\b/i;
const ZONE = /\b(UTC|GMT|[A-Z][a-z]+\/[A-Z][A-Za-z_]+)\b/;

interface Span {
  passage: Passage;
  day: string | null;
  zone: string;
  from: number;
  to: number;
}

function minuteOf(hours: string, minutes: string): number {
  return Number(hours) * 60 + Number(minutes);
}

function dayAndZone(text: string) {
  return {
    day: DAY.exec(text)?.[1].toLowerCase() ?? null,
    zone: (ZONE.exec(text)?.[1] ?? '').replace('GMT', 'UTC'),
  };
}

function windowsOf({ documents }: Scope): Span[] {
  return documents.flatMap(({ runbook, passages }) => {
    const isMaintenance = /maintenance/i.test(runbook.title ?? '');
    return passages.flatMap(passage => {
      const range = RANGE.exec(passage.text);
      const named = /\b(?:maintenance|window)\b/i.test(passage.text);
      if (!range || !(isMaintenance || named) || BACKUP.test(passage.text))
        return [];
      const [, fromHour, fromMinute, toHour, toMinute] = range;
      const from = minuteOf(fromHour, fromMinute);
      const to = minuteOf(toHour, toMinute);
      return to > from
        ? { passage, from, to, ...dayAndZone(passage.text) }
        : [];
    });
  });
}

function backupsOf({ passages }: Scope): Span[] {
  return passages.flatMap(passage =>
    sentencesOf(passage.text).flatMap(sentence => {
      const time = TIME.exec(sentence);
      if (!time || !BACKUP.test(sentence)) return [];
      const at = minuteOf(time[1], time[2]);
      return { passage, from: at, to: at, ...dayAndZone(sentence) };
    }),
  );
}

function check(scope: Scope): Violation[] {
  const [first] = windowsOf(scope).flatMap(window =>
    backupsOf(scope)
      .filter(
        backup =>
          backup.zone === window.zone &&
          (!backup.day || !window.day || backup.day === window.day) &&
          backup.from >= window.from &&
          backup.from < window.to,
      )
      .map(backup => ({ window, backup })),
  );
  if (!first) return [];
  const { window, backup } = first;
  return [
    {
      file: window.passage.file,
      line: window.passage.line,
      message: `The backup of ${backup.passage.file}:${backup.passage.line} starts inside this maintenance window.`,
      fix: 'Move the backup before the window: a dump beside schema work is slow and may be inconsistent, and RDS refuses windows that overlap.',
    },
  ];
}

/** L2: a backup starts inside the maintenance window. */
export const backupInWindow: LintRule = {
  id: 'L2',
  title: 'backup window inside a maintenance window',
  severity: 'error',
  check: perScope(check),
};
