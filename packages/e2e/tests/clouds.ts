import { APIRequestContext, expect } from '@playwright/test';

/** Sources that can be broken, as the stand-in clouds call them. */
export const SOURCES = [
  'aws',
  'kubernetes',
  'github',
  'prometheus',
  'alertmanager',
] as const;
export type FaultMode = 'unauthorized' | 'hang' | 'rubbish' | 'throttled';

const clouds = () => {
  const url = process.env.OPSDECK_E2E_CLOUDS;
  if (!url)
    throw new Error(
      'OPSDECK_E2E_CLOUDS is not set: start the tests with run.mjs',
    );
  return url;
};

/** Turns a switch of the stand-in clouds. */
export async function turn(
  request: APIRequestContext,
  name: string,
  target: string,
  on: boolean,
): Promise<void> {
  const response = await request.post(`${clouds()}/scenarios`, {
    data: { switch: name, target, on },
  });
  expect(response.ok(), await response.text()).toBe(true);
}

/** Fires an alert through the stand-in Alertmanager, as a Prometheus would. */
export async function fireAlert(
  request: APIRequestContext,
  labels: Record<string, string>,
  annotations: Record<string, string>,
): Promise<void> {
  const url = new URL(clouds());
  url.port = String(Number(url.port) + 5);
  const response = await request.post(`${url.origin}/api/v2/alerts`, {
    headers: { Authorization: 'Bearer demo-alertmanager-token' },
    data: [
      {
        labels,
        annotations,
        startsAt: new Date(Date.now() - 60_000).toISOString(),
        endsAt: new Date(Date.now() + 30 * 60_000).toISOString(),
      },
    ],
  });
  expect(response.ok(), await response.text()).toBe(true);
}
