import { databases } from './database';
import { until } from './lab';

/** How the alerts begin that the tests send themselves; the stand-in world has alerts of its own. */
export const OURS = 'Replica';

/**
 * Effects that are there more than once, by kind, and numbers of incidents that
 * were given out and are not there.
 */
export async function doubledEffects(): Promise<Record<string, number>> {
  const { incidents, notifications, runbooks } = databases;
  const more = (columns: string, from: string) =>
    `select coalesce(sum(times - 1), 0) from
       (select count(*) as times from ${from} group by ${columns}) each_one`;
  return {
    firings: await incidents.count(
      more('scope_id, fingerprint, starts_at', 'alerts'),
    ),
    'open incidents of a rule': await incidents.count(
      more(
        'entity_ref',
        `(select * from incidents where open and opened_by like 'alert:%') rule`,
      ),
    ),
    'gaps between numbers': await incidents.count(
      `select coalesce((select sum(last) from incident_counters), 0)
              - (select count(distinct number) from incidents)`,
    ),
    'alerts that joined an incident': await incidents.count(
      more(
        'actor',
        `(select * from incident_events where type = 'alert-joined'
            and actor like 'alert:${OURS}%') joined`,
      ),
    ),
    notifications: await notifications.count(
      more('"user", topic, scope', 'notification'),
    ),
    occurrences: await runbooks.count(
      more('entity_ref, checklist_id, scheduled_at', 'occurrences'),
    ),
  };
}

/** What {@link doubledEffects} answers when all is well. */
export const NOTHING_DOUBLED = {
  firings: 0,
  'open incidents of a rule': 0,
  'gaps between numbers': 0,
  'alerts that joined an incident': 0,
  notifications: 0,
  occurrences: 0,
};

/** Alerts of accepted deliveries that are not there once everything is processed. */
export async function missingAlerts(
  prefix: string,
  accepted: ReadonlySet<string>,
): Promise<string[]> {
  await until(
    'an empty inbox',
    () =>
      databases.incidents.count(
        `select count(*) from webhook_deliveries where state = 'received'`,
      ),
    count => count === 0,
  );
  const rows = await databases.incidents.rows<{ name: string }>(
    'select name from alerts where name like ?',
    [`${prefix}%`],
  );
  const there = new Set(rows.map(({ name }) => name));
  return [...accepted].filter(name => !there.has(name));
}
