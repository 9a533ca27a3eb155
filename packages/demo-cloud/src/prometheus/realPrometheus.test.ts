import express from 'express';
import fc from 'fast-check';
import { Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { RealServer, startRealPrometheus } from '../testing';
import {
  COMPARED_COUNT,
  COMPARED_SERIES,
  COMPARED_START_MS,
  COMPARED_STEP_MS,
} from './__testUtils__/comparedSeries';
import {
  INSTANT_QUERIES,
  RANGE_QUERIES,
  REFUSED_QUERIES,
} from './__testUtils__/comparedQueries';
import { differences } from './__testUtils__/compareAnswers';
import { randomQuery } from './__testUtils__/randomQueries';
import {
  sampledSeries,
  sourceOf,
  toOpenMetrics,
} from './__testUtils__/sampledSeries';
import { createPrometheusRouter } from './index';

const END_MS = COMPARED_START_MS + COMPARED_COUNT * COMPARED_STEP_MS;
const TOLERANCE = 1e-9;

describe('in comparison with a real Prometheus', () => {
  let real: RealServer;
  let own: Server;
  let ownUrl: string;

  beforeAll(async () => {
    real = await startRealPrometheus({
      openMetrics: toOpenMetrics([...COMPARED_SERIES]),
      config: 'global:\n  evaluation_interval: 30s\n',
    });
    const series = COMPARED_SERIES.map(({ labels, samples }) =>
      sampledSeries(labels, samples),
    );
    const app = express().use(
      createPrometheusRouter({
        series: sourceOf(series),
        now: () => END_MS,
        rules: [],
        retentionMs: 3650 * 24 * 3600_000,
      }),
    );
    own = app.listen(0, '127.0.0.1');
    await new Promise(resolve => {
      own.once('listening', resolve);
    });
    ownUrl = `http://127.0.0.1:${(own.address() as AddressInfo).port}`;
  }, 60_000);

  afterAll(async () => {
    await real?.stop();
    own?.close();
  });

  async function ask(path: string, params: Record<string, string>) {
    const query = new URLSearchParams(params);
    const answers = [real.url, ownUrl].map(async url => {
      const response = await fetch(`${url}/api/v1/${path}?${query}`);
      return { status: response.status, body: await response.json() };
    });
    return Promise.all(answers);
  }

  // One instant on the scrape grid, one between two scrapes, and one inside the gaps.
  it.each(INSTANT_QUERIES)('answers %s alike at an instant', async query => {
    const sizes: number[] = [];
    for (const offsetMs of [16_200_000, 21_252_345, 6_400_000]) {
      const time = String((COMPARED_START_MS + offsetMs) / 1000);
      const [expected, actual] = await ask('query', { query, time });
      expect([expected.status, actual.status]).toEqual([200, 200]);
      expect({
        time,
        differences: differences(
          expected.body.data,
          actual.body.data,
          TOLERANCE,
        ),
      }).toEqual({ time, differences: [] });
      sizes.push(expected.body.data.result.length);
    }
    // A query that answers nothing anywhere would prove nothing.
    expect(Math.max(...sizes)).toBeGreaterThan(0);
  });

  it.each(RANGE_QUERIES)('answers %s alike over a range', async query => {
    for (const step of ['5m', '77']) {
      const [expected, actual] = await ask('query_range', {
        query,
        start: String(COMPARED_START_MS / 1000 + 5_000),
        end: String(COMPARED_START_MS / 1000 + 12_200),
        step,
      });
      expect([expected.status, actual.status]).toEqual([200, 200]);
      expect(
        differences(expected.body.data, actual.body.data, TOLERANCE),
      ).toEqual([]);
      expect(expected.body.data.result.length).toBeGreaterThan(0);
    }
  });

  it.each(REFUSED_QUERIES)('refuses %s in the same words', async query => {
    const time = String((COMPARED_START_MS + 4.5 * 3600_000) / 1000);
    const [expected, actual] = await ask('query', { query, time });
    expect(actual).toEqual(expected);
    expect(expected.status).toBeGreaterThanOrEqual(400);
  });

  it.each<[path: string, params: Record<string, string>]>([
    ['query_range', { query: 'up' }],
    ['query_range', { query: 'up', start: '2', end: '1', step: '1' }],
    ['query_range', { query: 'up', start: '1', end: 'x', step: '1' }],
    ['query_range', { query: 'up', start: '1', end: '2', step: '0' }],
    ['query_range', { query: 'up', start: '1', end: '2', step: 'x' }],
    ['query_range', { query: 'up', start: '1', end: '11002', step: '1' }],
    ['query_range', { query: 'up', start: '1', end: '11001', step: '1' }],
    ['query_range', { query: 'rate(up)', start: '1', end: '2', step: '1' }],
    ['query_range', { query: 'up[5m]', start: '1', end: '2', step: '1' }],
    ['query', { query: 'up', time: 'yesterday' }],
    ['query', { query: 'up', time: '2026-03-10T01:00:00Z' }],
    ['query', { query: '1.5', time: '2026-03-10T01:00:00.25+02:00' }],
    ['series', {}],
    ['series', { 'match[]': 'rate(up)' }],
    ['series', { 'match[]': 'up' }],
    ['labels', {}],
    ['labels', { 'match[]': 'db_connections' }],
    ['label/service/values', {}],
    ['label/code/values', { 'match[]': 'http_requests_total{code!="200"}' }],
    ['label/a-b/values', {}],
    ['rules', {}],
    ['alerts', {}],
  ])('answers %s with %j exactly alike', async (path, params) => {
    const [expected, actual] = await ask(path, params);
    expect(actual).toEqual(expected);
  });

  it('answers random queries alike', async () => {
    const counts = { answered: 0, empty: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(
        randomQuery,
        fc.integer({ min: 5_000, max: 14_000 }),
        fc.constantFrom('', '77', '5m'),
        async (query, second, step) => {
          const start = String(COMPARED_START_MS / 1000 + second);
          const end = String(COMPARED_START_MS / 1000 + 14_500);
          const [expected, actual] = step
            ? await ask('query_range', { query, start, end, step })
            : await ask('query', { query, time: start });
          const answered = expected.status === 200;
          expect({
            status: actual.status,
            differences: answered
              ? differences(expected.body.data, actual.body.data, TOLERANCE)
              : withoutExamples(actual.body.error),
          }).toEqual({
            status: expected.status,
            differences: answered ? [] : withoutExamples(expected.body.error),
          });
          const size = expected.body.data?.result.length;
          counts[outcomeOf(expected.status, size)]++;
        },
      ),
      { seed: 42, numRuns: 400 },
    );
    expect(counts.answered).toBeGreaterThan(150);
    expect(counts.refused).toBeGreaterThan(10);
  }, 30_000);

  function outcomeOf(status: number, size: number) {
    if (status !== 200) {
      return 'refused';
    }
    return size > 0 ? 'answered' : 'empty';
  }

  /** Which of several duplicate series is named in a message is open. */
  function withoutExamples(message: string): string {
    return message.replace(/match group \{.*\];/, 'match group ...;');
  }

  it('has the same fields in its status, and the retention as text', async () => {
    for (const path of ['status/runtimeinfo', 'status/buildinfo']) {
      const [expected, actual] = await ask(path, {});
      expect(Object.keys(actual.body.data)).toEqual(
        Object.keys(expected.body.data),
      );
    }
    const [, actual] = await ask('status/runtimeinfo', {});
    expect(actual.body.data.storageRetention).toBe('10y');
  });

  it('says that it is ready in the same words', async () => {
    const texts = [real.url, ownUrl].map(async url =>
      (await fetch(`${url}/-/ready`)).text(),
    );
    const [expected, actual] = await Promise.all(texts);
    expect(actual).toBe(expected);
  });
});
