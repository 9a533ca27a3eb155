import { startTestCloud, TestCloud } from '../fixtures/testCloud';
import { Standing } from './story';

describe('the control server', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startTestCloud();
  });
  afterEach(() => cloud.close());

  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${cloud.urls.control}/scenarios`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      redirect: 'manual',
    });
  const standing = async (name: string, target: string) => {
    const response = await fetch(`${cloud.urls.control}/scenarios`);
    const { scenarios } = (await response.json()) as { scenarios: Standing[] };
    return scenarios.find(
      found => found.switch === name && found.target === target,
    );
  };

  it('turns a switch on and off and tells since when it is on', async () => {
    expect(await standing('hang', 'github')).toMatchObject({ on: false });
    const turned = await post({ switch: 'hang', target: 'github', on: true });
    expect(turned.status).toBe(200);
    expect(await standing('hang', 'github')).toEqual({
      switch: 'hang',
      target: 'github',
      on: true,
      since: new Date(cloud.clock.now).toISOString(),
    });
    await post({ switch: 'hang', target: 'github', on: false });
    expect(await standing('hang', 'github')).toMatchObject({ on: false });
  });

  it('shows the archiver of the baseline story as stopped from the beginning', async () => {
    expect(await standing('pitr-stopped', 'markethub-db')).toEqual({
      switch: 'pitr-stopped',
      target: 'markethub-db',
      on: true,
    });
    await post({ switch: 'pitr-stopped', target: 'markethub-db', on: false });
    expect(await standing('pitr-stopped', 'markethub-db')).toMatchObject({
      on: false,
    });
  });

  it.each([
    [{ switch: 'hang', target: 'nowhere', on: true }, 404, 'nowhere'],
    [{ switch: 'explode', target: 'aws', on: true }, 404, 'explode'],
    [{ switch: 'hang', target: 'aws', on: 'perhaps' }, 400, '"on"'],
    [{}, 400, '"switch"'],
  ])('refuses %j', async (body, status, reason) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    const { error } = (await response.json()) as { error: { message: string } };
    expect(error.message).toContain(reason);
  });

  it('refuses a body that is no JSON', async () => {
    const response = await fetch(`${cloud.urls.control}/scenarios`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('json');
  });

  it('takes no turns from other web sites', async () => {
    const turn = { switch: 'hang', target: 'aws', on: true };
    const foreign = await post(turn, { origin: 'https://example.com' });
    expect(foreign.status).toBe(403);
    expect(await standing('hang', 'aws')).toMatchObject({ on: false });
    const own = await post(turn, { origin: cloud.urls.control });
    expect(own.status).toBe(200);
  });

  it('has a page whose forms work without scripts', async () => {
    const page = await fetch(cloud.urls.control);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain(
      "default-src 'none'",
    );
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('aria-label="Turn on bad-release for hopngo"');
    expect(html).toContain(
      'aria-label="Turn off pitr-stopped for markethub-db"',
    );
    const sent = await fetch(`${cloud.urls.control}/scenarios`, {
      method: 'POST',
      body: new URLSearchParams({
        switch: 'bad-release',
        target: 'hopngo',
        on: 'true',
      }),
      redirect: 'manual',
    });
    expect(sent.status).toBe(303);
    expect(sent.headers.get('location')).toBe('/');
    const after = await (await fetch(cloud.urls.control)).text();
    expect(after).toContain('aria-label="Turn off bad-release for hopngo"');
  });

  it('counts the requests of every stand-in', async () => {
    await fetch(`${cloud.urls.github}/rate_limit`);
    await cloud.turn('unauthorized', 'github', true);
    await fetch(`${cloud.urls.github}/rate_limit`);
    const response = await fetch(`${cloud.urls.control}/metrics.json`);
    const { sources } = (await response.json()) as {
      sources: Record<string, object>;
    };
    expect(sources.github).toEqual({ requests: 2, faults: 1 });
    expect(sources.aws).toEqual({ requests: 0, faults: 0 });
    expect(cloud.requestCounts().github).toEqual({ requests: 2, faults: 1 });
  });
});
