import express from 'express';
import request from 'supertest';
import {
  everyStep,
  sampledSeries,
  sourceOf,
} from '../__testUtils__/sampledSeries';
import { createPrometheusRouter, PrometheusOptions } from './router';

const NOW = Date.UTC(2026, 2, 10, 12);
const HOUR = 3600_000;

function app(options: Partial<PrometheusOptions> = {}) {
  return express().use(
    createPrometheusRouter({
      series: sourceOf([
        sampledSeries(
          { __name__: 'up', service: 'hopngo', instance: 'a:1' },
          everyStep(NOW - HOUR, 30_000, 121, i => (i > 100 ? 0 : 1)),
        ),
        sampledSeries(
          { __name__: 'old', service: 'boats' },
          everyStep(NOW - 48 * HOUR, 30_000, 120, i => i),
        ),
      ]),
      now: () => NOW,
      rules: [
        {
          alert: 'InstanceDown',
          expr: 'up == 0',
          for: '5m',
          labels: { severity: 'warning' },
          annotations: {
            summary: '{{ $labels.instance }} is down',
            description: '',
            runbook_url: 'https://example.com/runbook',
          },
        },
      ],
      ...options,
    }),
  );
}

describe('the Prometheus router', () => {
  it('evaluates at the present when no time is given, by GET and by form', async () => {
    const data = {
      resultType: 'vector',
      result: [{ metric: { service: 'hopngo' }, value: [NOW / 1000, '0'] }],
    };
    const query = 'sum by (service) (up)';
    const got = await request(app()).get('/api/v1/query').query({ query });
    expect(got.body).toEqual({ status: 'success', data });
    const posted = await request(app())
      .post('/api/v1/query')
      .type('form')
      .send({ query });
    expect(posted.body).toEqual({ status: 'success', data });
  });

  it('shows alerts with value, state and beginning', async () => {
    const began = '2026-03-10T11:50:30.000Z';
    const alert = {
      labels: {
        alertname: 'InstanceDown',
        severity: 'warning',
        service: 'hopngo',
        instance: 'a:1',
      },
      annotations: {
        summary: 'a:1 is down',
        description: '',
        runbook_url: 'https://example.com/runbook',
      },
      state: 'firing',
      activeAt: began,
      value: '0e+00',
    };
    const { body } = await request(app()).get('/api/v1/alerts');
    expect(body.data).toEqual({ alerts: [alert] });
    const rules = await request(app()).get('/api/v1/rules');
    expect(rules.body.data.groups).toHaveLength(1);
    expect(rules.body.data.groups[0].rules).toEqual([
      expect.objectContaining({
        name: 'InstanceDown',
        query: 'up == 0',
        duration: 300,
        state: 'firing',
        type: 'alerting',
        health: 'ok',
        alerts: [alert],
        lastEvaluation: '2026-03-10T12:00:00.000Z',
      }),
    ]);
    const records = await request(app()).get('/api/v1/rules?type=record');
    expect(records.body.data).toEqual({ groups: [] });
  });

  it('lists series by the range in which they had samples', async () => {
    const names = async (range: Record<string, number>) => {
      const { body } = await request(app())
        .get('/api/v1/label/__name__/values')
        .query(range);
      return body.data;
    };
    expect(await names({})).toEqual(['old', 'up']);
    const [now, hour] = [NOW / 1000, HOUR / 1000];
    expect(await names({ start: now - hour, end: now })).toEqual(['up']);
    expect(await names({ end: now - 47 * hour })).toEqual(['old']);
  });

  it('forgets what is older than the retention, and says what it is', async () => {
    const short = app({ retentionMs: 24 * HOUR });
    const values = await request(short).get('/api/v1/label/service/values');
    expect(values.body.data).toEqual(['hopngo']);
    const info = await request(short).get('/api/v1/status/runtimeinfo');
    expect(info.body.data.storageRetention).toBe('1d');
    const usual = await request(app()).get('/api/v1/status/runtimeinfo');
    expect(usual.body.data.storageRetention).toBe('120d');
  });

  it('refuses what it does not evaluate with 422', async () => {
    const { status, body } = await request(app())
      .get('/api/v1/query')
      .query({ query: 'predict_linear(up[1h], 60)' });
    expect(status).toBe(422);
    expect(body).toEqual({
      status: 'error',
      errorType: 'execution',
      error: 'the function predict_linear() is not supported by this stand-in',
    });
  });

  it('asks for the token when it has one', async () => {
    const closed = app({ token: 'secret' });
    const none = await request(closed).get('/api/v1/query?query=up');
    expect(none.status).toBe(401);
    expect(none.headers['www-authenticate']).toBe('Bearer');
    const wrong = await request(closed)
      .get('/-/ready')
      .set('Authorization', 'Bearer secrets');
    expect(wrong.status).toBe(401);
    const right = await request(closed)
      .get('/api/v1/query?query=up')
      .set('Authorization', 'Bearer secret');
    expect(right.status).toBe(200);
  });

  it('knows neither other paths nor other methods', async () => {
    const path = await request(app()).get('/api/v1/nothing');
    expect([path.status, path.text]).toEqual([404, '404 page not found\n']);
    const method = await request(app()).post('/api/v1/rules');
    expect([method.status, method.headers.allow]).toEqual([
      405,
      'GET, OPTIONS',
    ]);
  });

  it('hands errors of its own making to the server', async () => {
    const broken = app({
      series: {
        select: () => {
          throw new Error('the world is broken');
        },
      },
    });
    const { status } = await request(broken).get('/api/v1/query?query=up');
    expect(status).toBe(500);
  });
});
