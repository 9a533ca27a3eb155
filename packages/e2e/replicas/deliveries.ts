import { ReplicaName, lab, other, sleep } from './lab';

/** The services of the demo. */
export const SERVICES = [
  'hopngo',
  'saas-platform',
  'catalogue-pipeline',
  'markethub-mobile',
  'boat-listings',
];

const TRIES = 200;

/** What was sent, and what came of it. */
export interface Traffic {
  /** Deliveries that the sender had to send again, to the other replica. */
  repeated: number;
  /** Names of the alerts in deliveries that were answered 202. */
  accepted: Set<string>;
}

export interface Delivery {
  /** Name of its only alert. */
  alert: string;
  body: string;
}

/**
 * Deliveries of Alertmanager, one alert each: `count` of them fire, `resolved`
 * of these end too, and the rest up to `total` say again what was said. Their
 * order is mixed, so that an end may come before its beginning.
 */
export function makeDeliveries(options: {
  prefix: string;
  count: number;
  resolved: number;
  total: number;
  seed: number;
}): Delivery[] {
  const { prefix, count, resolved, total } = options;
  const startsAt = new Date(Date.now() - 600_000).toISOString();
  const endsAt = new Date(Date.now() - 60_000).toISOString();
  const deliver = (i: number, status: 'firing' | 'resolved'): Delivery => {
    const alert = `${prefix}${String(i).padStart(3, '0')}`;
    return {
      alert,
      body: JSON.stringify({
        version: '4',
        status,
        receiver: 'opsdeck',
        alerts: [
          {
            status,
            labels: {
              alertname: alert,
              service: SERVICES[i % SERVICES.length],
              environment: 'production',
              severity: 'critical',
            },
            annotations: { summary: `${alert} fires` },
            startsAt,
            ...(status === 'resolved' ? { endsAt } : {}),
            fingerprint: `${prefix.toLowerCase()}-${i}`,
          },
        ],
      }),
    };
  };
  const random = randomFrom(options.seed);
  const said = [
    ...Array.from({ length: count }, (_, i) => deliver(i, 'firing')),
    ...Array.from({ length: resolved }, (_, i) => deliver(i, 'resolved')),
  ];
  const again = Array.from(
    { length: total - said.length },
    () => said[Math.floor(random() * said.length)],
  );
  return shuffled([...said, ...again], random);
}

/**
 * Sends as Alertmanager does: what is not answered 202 is sent again, to the
 * other replica, as a load balancer would have it.
 *
 * @param halfway - called once, when half of them are out
 */
export async function sendAll(
  deliveries: readonly Delivery[],
  halfway?: () => Promise<void>,
): Promise<Traffic> {
  const traffic: Traffic = { repeated: 0, accepted: new Set() };
  let next = 0;
  const sender = async () => {
    while (next < deliveries.length) {
      const index = next++;
      if (index === Math.floor(deliveries.length / 2)) await halfway?.();
      const delivery = deliveries[index];
      const tries = await send(delivery, index % 2 === 0 ? 'a' : 'b');
      if (tries > 1) traffic.repeated++;
      traffic.accepted.add(delivery.alert);
    }
  };
  await Promise.all(Array.from({ length: 8 }, sender));
  return traffic;
}

async function send({ body }: Delivery, first: ReplicaName): Promise<number> {
  let name = first;
  for (let tries = 1; tries <= TRIES; tries++) {
    const answered = await fetch(
      `${lab.replicas[name]}/api/incidents/webhooks/alertmanager/main`,
      {
        method: 'POST',
        headers: {
          Authorization: 'Bearer demo-alertmanager-webhook',
          'content-type': 'application/json',
        },
        body,
        signal: AbortSignal.timeout(10_000),
      },
    )
      .then(response => response.status)
      // Nobody is there, or nobody any more.
      .catch(() => 0);
    if (answered === 202) return tries;
    name = other(name);
    await sleep(250);
  }
  throw new Error(`A delivery was not taken in ${TRIES} tries`);
}

/** A linear congruential generator (Numerical Recipes): the same seed, the same traffic. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffled<T>(items: T[], random: () => number): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
  return items;
}
