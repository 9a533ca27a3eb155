import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Alert,
  Change,
  IncidentEvent,
} from '@opsdeck/backstage-plugin-incidents-common';
import { NOW, SHOP, alert, at } from '../__testUtils__/alerts';
import { storedIncident } from '../__testUtils__/incidents';
import { StoredIncident } from '../database/incidentRows';
import { ChangeRange, TimelineBuilder } from './TimelineBuilder';

const credentials = mockCredentials.user();

const shown = (record = alert('a')): Alert => ({
  ...record,
  id: record.fingerprint,
  sourceId: 'source',
  scopeId: 'main',
  firstSeenAt: record.startsAt,
  lastSeenAt: record.startsAt,
  incident: 'INC-2026-001',
});
const event = (
  type: IncidentEvent['type'],
  minute: number,
  text = type as string,
): IncidentEvent => ({
  id: `${minute}`,
  at: at(minute).toISOString(),
  type,
  actor: 'user:default/olga',
  text,
});
const change = (minute: number): Change => ({
  at: at(minute).toISOString(),
  title: `1.0.${minute}`,
  entityRef: SHOP,
  tier: 'production',
});

/** Knows of the given changes, and remembers what it was asked. */
function source(changes: Change[]) {
  const asked: ChangeRange[] = [];
  return {
    asked,
    title: 'deployments',
    list: async (range: ChangeRange) => {
      asked.push(range);
      return {
        changes: changes.filter(
          each =>
            each.at >= range.from.toISOString() &&
            each.at <= range.to.toISOString(),
        ),
      };
    },
  };
}

const build = (
  sources: ConstructorParameters<typeof TimelineBuilder>[0],
  input: {
    incident?: Partial<StoredIncident>;
    events?: IncidentEvent[];
    alerts?: Alert[];
    now?: Date;
  } = {},
) =>
  new TimelineBuilder(sources).build({
    incident: { ...storedIncident, ...input.incident },
    events: input.events ?? [],
    alerts: input.alerts ?? [],
    credentials,
    now: input.now ?? at(30),
  });

describe('TimelineBuilder', () => {
  it('puts alerts, changes and what people did in the order in which it happened', async () => {
    const { timeline, gaps } = await build([source([change(-3), change(8)])], {
      events: [event('opened', 0), event('state-changed', 4)],
      alerts: [
        shown(
          alert('a', {
            startsAt: at(-1),
            endsAt: at(9),
            state: 'resolved',
          }),
        ),
      ],
    });
    expect(timeline.map(({ kind, title }) => [kind, title])).toEqual([
      ['deployment', '1.0.-3'],
      ['alert', 'Alert Alerta fires'],
      ['incident', 'opened'],
      ['incident', 'state-changed'],
      ['deployment', '1.0.8'],
      ['alert', 'Alert Alerta has ended'],
    ]);
    expect(timeline[3]).toMatchObject({ actor: 'user:default/olga' });
    expect(gaps).toEqual([]);
  });

  it('says of an alert once that it fired and ended', async () => {
    const { timeline } = await build([], {
      events: [event('alert-joined', 0), event('alert-resolved', 5)],
      alerts: [shown()],
    });
    expect(timeline.map(({ title }) => title)).toEqual(['Alert Alerta fires']);
  });

  it('suspects what changed in the two hours before the first alert', async () => {
    const { suspectedChanges } = await build(
      [
        source([
          change(-130),
          change(-125),
          change(-20),
          change(-9),
          change(1),
        ]),
      ],
      { alerts: [shown(alert('a', { startsAt: at(-10) })), shown()] },
    );
    expect(suspectedChanges).toEqual([
      {
        at: at(-20).toISOString(),
        title: '1.0.-20',
        reason: '10 min before it began',
      },
      {
        at: at(-125).toISOString(),
        title: '1.0.-125',
        reason: '1 h 55 min before it began',
      },
      {
        at: at(-130).toISOString(),
        title: '1.0.-130',
        reason: '2 h before it began',
      },
    ]);
  });

  it('asks for what came before apart, as the caller', async () => {
    const deployments = source([]);
    await build([deployments]);
    expect(deployments.asked).toEqual([
      { entityRef: SHOP, from: at(-120), to: NOW, credentials },
      {
        entityRef: SHOP,
        from: new Date(NOW.getTime() + 1),
        to: at(30),
        credentials,
      },
    ]);
  });

  it.each([
    ['resolved', { state: 'resolved', resolvedAt: at(9).toISOString() }, 9],
    ['declined', { state: 'declined' }, 5],
  ] as const)(
    'looks no further than the end of one that is %s',
    async (_state, incident, end) => {
      const deployments = source([]);
      await build([deployments], {
        incident,
        events: [event('opened', 0), event('state-changed', 5)],
        now: at(100_000),
      });
      expect(deployments.asked[1].to).toEqual(at(end));
    },
  );

  it('names what is missing, once', async () => {
    const gap = 'Deployments are not shown: you lack the permission';
    const { timeline, suspectedChanges, gaps } = await build(
      [{ title: 'deployments', list: async () => ({ changes: [], gap }) }],
      { events: [event('opened', 0)] },
    );
    expect(gaps).toEqual([gap]);
    expect(suspectedChanges).toEqual([]);
    expect(timeline).toHaveLength(1);
  });
});
