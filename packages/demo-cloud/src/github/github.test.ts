import { Octokit } from '@octokit/rest';
import express from 'express';
import request from 'supertest';
import {
  NOON,
  startTestCloud,
  TestCloud,
  whileOn,
} from '../fixtures/testCloud';
import { deploymentsAt } from '../world/deployments';
import { findService } from '../world/services';
import { DAY, HOUR, MINUTE } from '../world/time';
import { World } from '../world/world';
import { createGithub, GITHUB_LIMITED_TOKEN, GITHUB_TOKEN } from './index';

const CATALOGUE = { owner: 'opsdeck-demo', repo: 'catalogue-pipeline' };
const world = new World('test');
const catalogue = findService('catalogue-pipeline')!;

describe('the GitHub stand-in', () => {
  let cloud: TestCloud;
  let octokit: Octokit;
  const client = (auth: string | undefined) =>
    new Octokit({
      baseUrl: cloud.urls.github,
      auth,
      log: { debug: noop, info: noop, warn: noop, error: noop },
    });
  beforeAll(async () => {
    cloud = await startTestCloud();
    octokit = client(GITHUB_TOKEN);
  });
  afterAll(() => cloud.close());
  beforeEach(() => {
    cloud.clock.now = NOON;
  });

  const production = () =>
    deploymentsAt(world, catalogue, 'production', cloud.clock.now);

  describe('deployments', () => {
    it('come newest first, page by page', async () => {
      const all = await octokit.paginate(octokit.repos.listDeployments, {
        ...CATALOGUE,
        environment: 'Production',
        per_page: 100,
      });
      expect(all.map(({ id }) => id)).toEqual(
        production()
          .map(({ id }) => id)
          .reverse(),
      );
      expect(all.length).toBeGreaterThan(400);
      const { headers } = await octokit.repos.listDeployments({
        ...CATALOGUE,
        per_page: 50,
        page: 2,
      });
      for (const rel of ['prev', 'next', 'last', 'first']) {
        expect(headers.link).toContain(`rel="${rel}"`);
      }
    });

    it('say what was deployed where by whom', async () => {
      const { data } = await octokit.repos.listDeployments({
        ...CATALOGUE,
        environment: 'Production',
        per_page: 1,
      });
      const newest = production().at(-1)!;
      expect(data).toEqual([
        expect.objectContaining({
          id: newest.id,
          sha: newest.sha,
          ref: `v${newest.version}`,
          environment: 'Production',
          production_environment: true,
          created_at: new Date(newest.started)
            .toISOString()
            .replace('.000', ''),
          creator: expect.objectContaining({ login: newest.author }),
        }),
      ]);
      const one = await octokit.repos.getDeployment({
        ...CATALOGUE,
        deployment_id: newest.id,
      });
      expect(one.data).toEqual(data[0]);
    });

    it.each([
      ['catalogue-pipeline', ['Preview', 'Production']],
      ['boat-listings', ['production', 'staging']],
      ['hopngo', ['production']],
    ])('of %s go to %j', async (repo, environments) => {
      const { data } = await octokit.repos.listDeployments({
        owner: 'opsdeck-demo',
        repo,
        per_page: 20,
      });
      const found = new Set(data.map(({ environment }) => environment));
      expect([...found].sort()).toEqual(environments);
      const listed = await octokit.repos.getAllEnvironments({
        owner: 'opsdeck-demo',
        repo,
      });
      expect(listed.data.environments!.map(({ name }) => name).sort()).toEqual(
        environments,
      );
      expect(listed.data.total_count).toBe(environments.length);
    });
  });

  describe('deployment statuses', () => {
    const states = async (id: number) => {
      const { data } = await octokit.repos.listDeploymentStatuses({
        ...CATALOGUE,
        deployment_id: id,
      });
      expect(data.map(({ created_at: at }) => at)).toEqual(
        data
          .map(({ created_at: at }) => at)
          .sort()
          .reverse(),
      );
      return data.map(({ state }) => state);
    };

    it('put inactive on top of success for what was superseded', async () => {
      const [before, newest] = production().slice(-2);
      expect(await states(newest.id)).toEqual([
        'success',
        'in_progress',
        'queued',
      ]);
      expect(await states(before.id)).toEqual([
        'inactive',
        'success',
        'in_progress',
        'queued',
      ]);
    });

    it('are no further than the rollout', async () => {
      const { id, started } = production().at(-1)!;
      cloud.clock.now = started + 2_000;
      expect(await states(id)).toEqual(['queued']);
      cloud.clock.now = started + 10_000;
      expect(await states(id)).toEqual(['in_progress', 'queued']);
    });

    it('keep failure for a rollout that never got ready', async () => {
      const failed = production().filter(({ state }) => state === 'failed');
      expect(failed.length).toBeGreaterThan(0);
      expect((await states(failed[0].id))[0]).toBe('failure');
    });
  });

  describe('commits', () => {
    it('lie between two releases', async () => {
      const releases = production().filter(({ kind }) => kind === 'release');
      const [base, head] = releases.slice(-2);
      const { data } = await octokit.repos.compareCommitsWithBasehead({
        ...CATALOGUE,
        basehead: `${base.sha}...v${head.version}`,
      });
      expect(data).toMatchObject({
        status: 'ahead',
        behind_by: 0,
        ahead_by: data.commits.length,
        total_commits: data.commits.length,
      });
      expect(data.commits.at(-1)!.sha).toBe(head.sha);
      expect(data.commits[0].parents[0].sha).toBe(base.sha);
      expect(data.files!.length).toBeGreaterThan(0);
      const back = await octokit.repos.compareCommitsWithBasehead({
        ...CATALOGUE,
        basehead: `${head.sha}...${base.sha}`,
      });
      expect(back.data).toMatchObject({
        status: 'behind',
        behind_by: data.ahead_by,
        commits: [],
      });
      const same = await octokit.repos.compareCommitsWithBasehead({
        ...CATALOGUE,
        basehead: `main...main`,
      });
      expect(same.data.status).toBe('identical');
    });

    it('come in pages when they are many, the files with the first', async () => {
      const first = production()[5];
      const basehead = `${first.sha}...main`;
      const plain = await octokit.repos.compareCommitsWithBasehead({
        ...CATALOGUE,
        basehead,
      });
      expect(plain.data.commits).toHaveLength(250);
      expect(plain.data.total_commits).toBeGreaterThan(1_000);
      const second = await octokit.repos.compareCommitsWithBasehead({
        ...CATALOGUE,
        basehead,
        per_page: 100,
        page: 2,
      });
      expect(second.data.commits[0].sha).toBe(plain.data.commits[100].sha);
      expect(second.data.files).toEqual([]);
      expect(second.headers.link).toContain('rel="next"');
    });

    it('can be read one by one', async () => {
      const { sha, started } = production().at(-1)!;
      const { data } = await octokit.repos.getCommit({
        ...CATALOGUE,
        ref: sha,
      });
      expect(data.sha).toBe(sha);
      expect(data.commit.message).toMatch(/^\w+: .+ \(#\d+\)$/);
      expect(Date.parse(data.commit.author!.date!)).toBeLessThan(started);
      expect(data.stats!.total).toBe(
        data.stats!.additions! + data.stats!.deletions!,
      );
      const short = await octokit.repos.getCommit({
        ...CATALOGUE,
        ref: sha.slice(0, 8),
      });
      expect(short.data).toEqual(data);
    });
  });

  describe('limits and refusals', () => {
    const path = '/repos/opsdeck-demo/catalogue-pipeline/deployments';
    const get = (url: string, headers: Record<string, string> = {}) =>
      fetch(`${cloud.urls.github}${url}`, {
        headers: { authorization: `Bearer ${GITHUB_TOKEN}`, ...headers },
      });

    it('answers 304 without counting when nothing changed', async () => {
      const first = await get(path);
      const again = await get(path, {
        'if-none-match': first.headers.get('etag')!,
      });
      expect(again.status).toBe(304);
      expect(await again.text()).toBe('');
      expect(again.headers.get('x-ratelimit-remaining')).toBe(
        first.headers.get('x-ratelimit-remaining'),
      );
      cloud.clock.now += 2 * DAY;
      const changed = await get(path, {
        'if-none-match': first.headers.get('etag')!,
      });
      expect(changed.status).toBe(200);
    });

    it('refuses more than the hourly limit, until the hour is over', async () => {
      let now = NOON;
      const { router } = createGithub(world, () => now, 2);
      const server = express().use(router);
      const ask = () =>
        request(server).get(path).set('authorization', `token ${GITHUB_TOKEN}`);
      await ask();
      const last = await ask();
      expect(last.headers).toMatchObject({
        'x-ratelimit-limit': '2',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-used': '2',
        'x-ratelimit-reset': String((NOON + HOUR) / 1_000),
      });
      const refused = await ask();
      expect(refused.status).toBe(403);
      expect(refused.body.message).toMatch(/^API rate limit exceeded/);
      now += HOUR;
      expect((await ask()).status).toBe(200);
    });

    it.each([
      ['no token', undefined, 401, 'Requires authentication'],
      ['a wrong token', 'wrong', 401, 'Bad credentials'],
      [
        'a token without rights',
        GITHUB_LIMITED_TOKEN,
        403,
        'Resource not accessible by personal access token',
      ],
    ])('refuses %s', async (_what, auth, status, message) => {
      await expect(
        client(auth).repos.listDeployments(CATALOGUE),
      ).rejects.toMatchObject({
        status,
        message: expect.stringContaining(message),
      });
    });

    it.each([
      '/repos/opsdeck-demo/nothing/deployments',
      '/repos/elsewhere/hopngo/deployments',
      '/repos/opsdeck-demo/hopngo/deployments/1/statuses',
      '/repos/opsdeck-demo/hopngo/commits/0123456789',
      '/repos/opsdeck-demo/hopngo/compare/main...nowhere',
      '/repos/opsdeck-demo/hopngo/compare/main',
      '/nothing',
    ])('does not find %s', async url => {
      const response = await get(url);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ message: 'Not Found' });
    });

    it('refuses pages that are no numbers', async () => {
      expect((await get(`${path}?per_page=many`)).status).toBe(422);
    });

    it('tells when to come back when it is asked too often', async () => {
      await whileOn(cloud, 'throttled', 'github', () =>
        expect(octokit.repos.listDeployments(CATALOGUE)).rejects.toMatchObject({
          status: 429,
          response: {
            headers: expect.objectContaining({ 'retry-after': '30' }),
          },
        }),
      );
    });

    it('shows a bad release minutes after it was switched on', async () => {
      await cloud.turn('bad-release', 'catalogue-pipeline', true);
      cloud.clock.now += 2 * MINUTE;
      const { data } = await octokit.repos.listDeployments({
        ...CATALOGUE,
        environment: 'Production',
        per_page: 1,
      });
      expect(data[0].ref).toMatch(/^v\d+\.\d+\.10$/);
      const commit = await octokit.repos.getCommit({
        ...CATALOGUE,
        ref: data[0].sha,
      });
      expect(commit.data.commit.message).toContain('urgent change');
    });
  });
});

function noop(): void {}
