import express from 'express';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startRealAlertmanager } from '../../testing';
import { createAlertmanager } from '../index';
import type { Matcher } from '../matcher';
import type { WebhookMessage } from '../notify/payload';

/** An answer of one of the two. */
export interface Answer<T> {
  status: number;
  /** Parsed JSON, taken for what the caller says it is; undefined when there was no body. */
  body: T;
}

/** The fields of a shown alert that tests look at. */
export interface ShownAlert {
  fingerprint: string;
  startsAt: string;
  endsAt: string;
  updatedAt: string;
  status: { state: string; silencedBy: string[]; inhibitedBy: string[] };
}

/** The fields of a shown silence that tests look at. */
export interface ShownSilence {
  id: string;
  status: { state: string };
}

/** A real Alertmanager and ours with the same configuration, each with a webhook receiver of its own. */
export interface BothAlertmanagers {
  /** Addresses: the real one's first. */
  urls: [real: string, own: string];
  /** Asks both the same; the real one's answer comes first. */
  ask<T>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<[real: Answer<T>, own: Answer<T>]>;
  /** What each receiver got so far. */
  received: [real: WebhookMessage[], own: WebhookMessage[]];
  /** Waits until both receivers got so many messages; throws when they do not, or got more. */
  untilReceived(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** The matcher `name="value"`. */
export function equal(name: string, value: string): Matcher {
  return { name, value, isRegex: false, isEqual: true };
}

/** Replaces what differs between two servers by nature: the instants of this run, and the ids of silences. */
export function comparable(value: unknown): unknown {
  const text = JSON.stringify(value) ?? 'null';
  return JSON.parse(
    text
      .replace(/"20\d\d-[^"]*Z"/g, '"<time>"')
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>'),
  );
}

/** Starts both, with 0.3 s group wait, 0.5 s group interval and an inhibition of warnings by the alert `Down`. */
export async function startBothAlertmanagers(): Promise<BothAlertmanagers> {
  const receivers = [await startReceiver(), await startReceiver()];
  const real = await startRealAlertmanager(`
route:
  receiver: opsdeck
  group_by: [alertname, service]
  group_wait: 300ms
  group_interval: 500ms
  repeat_interval: 1h
receivers:
  - name: opsdeck
    webhook_configs:
      - url: ${receivers[0].url}/hook
inhibit_rules:
  - source_matchers: [alertname="Down"]
    target_matchers: [severity="warning"]
    equal: [service]
`);
  const own = createAlertmanager({
    alertsAt: () => [],
    now: () => Date.now(),
    webhook: { url: `${receivers[1].url}/hook` },
    groupBy: ['alertname', 'service'],
    groupWaitMs: 300,
    groupIntervalMs: 500,
    repeatIntervalMs: 3600_000,
    inhibitRules: [
      {
        source: [equal('alertname', 'Down')],
        target: [equal('severity', 'warning')],
        equal: ['service'],
      },
    ],
  });
  own.start();
  const server = createServer(express().use(own.router));
  const urls: [string, string] = [real.url, await listen(server)];
  const received: BothAlertmanagers['received'] = [
    receivers[0].messages,
    receivers[1].messages,
  ];
  return {
    urls,
    received,
    ask: <T>(method: string, path: string, body?: unknown) =>
      Promise.all([
        askOne<T>(`${urls[0]}${path}`, method, body),
        askOne<T>(`${urls[1]}${path}`, method, body),
      ]),
    untilReceived: count => untilReceived(received, count),
    stop: async () => {
      own.stop();
      await real.stop();
      for (const s of [server, ...receivers.map(r => r.server)]) {
        s.close();
      }
    },
  };
}

async function askOne<T>(
  url: string,
  method: string,
  body: unknown,
): Promise<Answer<T>> {
  const response = await fetch(url, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

async function untilReceived(
  received: readonly unknown[][],
  count: number,
): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (received.some(r => r.length < count) && Date.now() < deadline) {
    await sleep(25);
  }
  if (received.some(r => r.length !== count)) {
    const counts = received.map(r => r.length).join(' and ');
    throw new Error(`${counts} messages arrived instead of ${count} each`);
  }
}

async function startReceiver() {
  const messages: WebhookMessage[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      messages.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      response.end();
    });
  });
  return { server, messages, url: await listen(server) };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
