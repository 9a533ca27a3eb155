import { expect, test } from '@playwright/test';
import { comparable } from './alike';
import { BusListener, SignalListener, call, read, signIn } from './api';
import {
  CADENCE_S,
  HangingRun,
  RESUME_GRACE_S,
  SOURCE,
  SOURCE_TIMEOUT_S,
  hangingRun,
  isFilled,
  mostOfOneScope,
  overlappingRuns,
  roomForRuns,
  runAfter,
  runsSince,
} from './collection';
import { databases } from './database';
import { SERVICES, makeDeliveries, sendAll } from './deliveries';
import {
  NOTHING_DOUBLED,
  OURS,
  doubledEffects,
  missingAlerts,
} from './effects';
import { daysAgo, repetitions, seconds, sum } from './figures';
import {
  REPLICAS,
  ReplicaName,
  kill,
  look,
  other,
  sleep,
  start,
  turn,
  until,
  untilReady,
  upstreamRequests,
} from './lab';
import { note, table } from './ledger';
import { databaseAway } from './outage';
import { wrongClock } from './wrongClock';

const TABS = ['deployments', 'slos', 'runbooks', 'backups', 'incidents'];

/** Of the administrator. */
let token: string;
/** The run that was cut by the death of its replica, and when. */
let cut: HangingRun & { at: number };
let survivor: ReplicaName;

const pathOf = (tab: string, service: string) =>
  `/api/${tab}/entities/component/default/${service}`;
const filled = (name: ReplicaName) =>
  until(`the tabs of ${name}`, () => isFilled(name, token), Boolean, 120_000);

test.describe.configure({ mode: 'serial' });

test.afterAll(async () => {
  process.stdout.write(`\n${table()}\n\n`);
  for (const database of Object.values(databases)) await database.close();
});

test('two replicas start together on an empty database', async () => {
  const began = Date.now();
  await Promise.all(REPLICAS.map(name => start(name)));
  await Promise.all(REPLICAS.map(untilReady));
  note('both start on an empty database', { resumedAfterS: seconds(began) });
  token = await until('sign-in', () => signIn('a', 'ada.admin'), Boolean);
  await Promise.all(REPLICAS.map(name => filled(name)));
  for (const name of REPLICAS) expect((await look(name)).starts).toBe(1);
});

test('both give the same answers', async () => {
  const paths = [
    '/api/operations/board',
    ...SERVICES.flatMap(service => TABS.map(tab => pathOf(tab, service))),
  ];
  const answers = (name: ReplicaName) =>
    Promise.all(
      paths.map(async path => comparable(await read(name, path, token))),
    );
  // What one reads just before a page is written the other reads just after.
  await expect(async () => {
    const [a, b] = await Promise.all(REPLICAS.map(answers));
    expect(a).toEqual(b);
  }).toPass({ timeout: 40_000 });
});

test('no delivery is lost when one is killed amid a reading', async () => {
  await turn('hang', 'alertmanager', true);
  const run = await hangingRun(SOURCE);
  survivor = other(run.name);
  token = await signIn(survivor, 'ada.admin');
  const deliveries = makeDeliveries({
    prefix: `${OURS}Killed`,
    count: 200,
    resolved: 120,
    total: 500,
    seed: 1,
  });
  const traffic = await sendAll(deliveries, async () => {
    await kill(run.name);
    cut = { ...run, at: Date.now() };
    await turn('hang', 'alertmanager', false);
    await start(run.name);
  });
  const missing = await missingAlerts(`${OURS}Killed`, traffic.accepted);
  const doubled = await doubledEffects();
  note('one killed amid deliveries', {
    deliveries: deliveries.length,
    lost: missing.length,
    doubled: sum(Object.values(doubled)),
  });
  expect(traffic.accepted.size).toBe(200);
  expect(traffic.repeated).toBeGreaterThan(0);
  expect(missing).toEqual([]);
  expect(doubled).toEqual(NOTHING_DOUBLED);
  // Whichever came first, its beginning or its end: what has ended does not fire.
  expect(
    await databases.incidents.count(
      `select count(*) from alerts
        where name between '${OURS}Killed000' and '${OURS}Killed119' and state <> 'resolved'`,
    ),
  ).toBe(0);
  expect(
    await databases.incidents.count(
      `select count(distinct entity_ref) from incidents
        where open and opened_by like 'alert:%'`,
    ),
  ).toBe(SERVICES.length);
});

test('events and signals of one are seen on both', async () => {
  await untilReady(cut.name);
  const sam = await signIn(survivor, 'sam.owner');
  const olga = await signIn(survivor, 'olga.operator');
  const listeners = await Promise.all(
    REPLICAS.map(name => BusListener.subscribe(name, 'opsdeck.status')),
  );
  const signals = await Promise.all(
    REPLICAS.map(name => SignalListener.connect(name, sam, 'notifications')),
  );
  const service = 'boat-listings';
  const { status } = await call(
    cut.name,
    `${pathOf('incidents', service)}/incidents`,
    {
      token: olga,
      method: 'POST',
      body: { title: 'Seen on both', severity: 'P1' },
    },
  );
  expect(status).toBe(201);
  await until(
    'a signal on both',
    async () => signals.map(({ messages }) => messages.length),
    counts => counts.every(count => count > 0),
  );
  for (const signal of signals) signal.close();

  // An end of everything that is open changes the verdict.
  const { active } = await read<{ active: { id: string; version: number }[] }>(
    survivor,
    pathOf('incidents', service),
    olga,
  );
  for (const { id, version } of active) {
    const answer = await call(
      cut.name,
      `/api/incidents/incidents/${id}/state`,
      {
        token: olga,
        method: 'POST',
        body: { state: 'resolved', expectedVersion: version },
      },
    );
    expect(answer.status).toBe(200);
  }
  const heard = await Promise.all(
    listeners.map(listener =>
      listener.until(`component:default/${service}`, 'incidents'),
    ),
  );
  const doubled = sum(heard.map(repetitions));
  note('a change on one, seen on both', { doubled });
  expect(doubled).toBe(0);
});

test('what people do on both at once is done once', async () => {
  const olga = await signIn(survivor, 'olga.operator');
  const post = (name: ReplicaName, path: string, body: object) =>
    call<{ id: string; number: string; version: number }>(name, path, {
      token: olga,
      method: 'POST',
      body,
    });
  const onBoth = async (path: string, body: object) => {
    const answers = await Promise.all(
      REPLICAS.map(name => post(name, path, body)),
    );
    return answers.map(({ status }) => status).sort();
  };

  const declared = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      post(
        REPLICAS[i % 2],
        `${pathOf('incidents', SERVICES[i % SERVICES.length])}/incidents`,
        { title: `Declared ${i}`, severity: 'P4' },
      ),
    ),
  );
  expect(declared.map(({ status }) => status)).toEqual(Array(40).fill(201));
  const numbers = declared.map(({ body }) => ({ number: body.number }));
  expect(repetitions(numbers)).toBe(0);

  const [{ body: incident }] = declared;
  expect(
    await onBoth(`/api/incidents/incidents/${incident.id}/state`, {
      state: 'acknowledged',
      expectedVersion: incident.version,
    }),
  ).toEqual([200, 409]);

  // As if both had died between opening the occurrences and saying so, twice.
  const reopened = async () => {
    await databases.runbooks.rows(
      `update checklists set opened_until = ?, next_open_at = ?
        where opened_until is not null`,
      [daysAgo(40), daysAgo(40)],
    );
    await until(
      'occurrences',
      () =>
        databases.runbooks.count(
          'select count(*) from checklists where next_open_at < ?',
          [daysAgo(1)],
        ),
      count => count === 0,
    );
    return databases.runbooks.count('select count(*) from occurrences');
  };
  const occurrences = await reopened();
  expect(occurrences).toBeGreaterThan(10);
  expect(await reopened()).toBe(occurrences);

  const [occurrence] = await databases.runbooks.rows<{
    entity_ref: string;
    checklist_id: string;
    scheduled_at: string;
  }>(
    `select entity_ref, checklist_id, scheduled_at from occurrences
      where run_id is null order by scheduled_at desc limit 1`,
  );
  expect(
    await onBoth(
      `${pathOf('runbooks', occurrence.entity_ref.split('/')[1])}/runs`,
      {
        checklistId: occurrence.checklist_id,
        scheduledAt: occurrence.scheduled_at,
      },
    ),
  ).toEqual([201, 409]);
  const doubled = await doubledEffects();
  note('the same act on both at once', {
    doubled: sum(Object.values(doubled)),
  });
  expect(doubled).toEqual(NOTHING_DOUBLED);
});

test('what the killed one was reading is read again in time', async () => {
  const next = await until(
    'the next run',
    () => runAfter(SOURCE, cut),
    run => run !== undefined,
    (SOURCE_TIMEOUT_S + RESUME_GRACE_S) * 1_000,
  );
  const resumedAfterS = seconds(cut.at, next?.startedAt);
  note('one killed amid a reading', { runs: 1, resumedAfterS });
  expect(next?.before).toBe('lost');
  expect(resumedAfterS).toBeLessThanOrEqual(SOURCE_TIMEOUT_S + RESUME_GRACE_S);
});

test('both together read as often as one would', async () => {
  const began = new Date();
  const before = await upstreamRequests();
  await sleep(2.2 * CADENCE_S * 1_000);
  const after = await upstreamRequests();
  const runs = await runsSince(began);
  const overlaps = await overlappingRuns(began);
  const calls = sum(runs.map(run => run.calls));
  const requests = sum(
    Object.keys(after).map(name => after[name] - before[name]),
  );
  note('none, for a while', { runs: runs.length, doubled: overlaps });
  expect(overlaps).toBe(0);
  const scopes = new Set(runs.map(({ scope }) => scope));
  expect(scopes.size).toBeGreaterThanOrEqual(10);
  expect(mostOfOneScope(runs)).toBeLessThanOrEqual(
    roomForRuns(seconds(began.getTime())),
  );
  // What is on its way at either end of the time belongs to no run of it.
  expect(requests).toBeLessThanOrEqual(calls * 1.5 + 10);
});

test('both go on by themselves when the database was away', () =>
  databaseAway(token));

test('a replica whose clock is two minutes ahead takes nothing from the other', () =>
  wrongClock('a'));
