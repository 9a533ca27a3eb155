import fc from 'fast-check';
import { hoursAgo, minutesAgo, sourced } from '../__testUtils__/builders';
import { DEPLOYMENT_STATUSES } from '../api';
import {
  SourcedAttempt,
  findDeployment,
  isSameDeployment,
  mergeReports,
} from './merge';

const SHA = '4bf5122f344554c53bde2ebb8cd2b7e3d1600ad6';

const github = (overrides: Parameters<typeof sourced>[1] = {}) =>
  sourced('github', {
    startedAt: minutesAgo(60),
    finishedAt: minutesAgo(50),
    commit: SHA,
    author: 'ana',
    ...overrides,
  });
const kubernetes = (overrides: Parameters<typeof sourced>[1] = {}) =>
  sourced('kubernetes', { startedAt: minutesAgo(58), ...overrides });

describe('isSameDeployment', () => {
  it.each([
    ['overlapping times', kubernetes(), true],
    [
      '15 minutes after the end',
      kubernetes({ startedAt: minutesAgo(35) }),
      true,
    ],
    [
      '16 minutes after the end',
      kubernetes({ startedAt: minutesAgo(34) }),
      false,
    ],
    ['15 minutes before', kubernetes({ startedAt: minutesAgo(75) }), true],
    ['16 minutes before', kubernetes({ startedAt: minutesAgo(76) }), false],
    [
      'another version',
      kubernetes({
        artifact: { version: '1.43.0', digest: null, image: null },
      }),
      false,
    ],
    [
      'another name of the version, the same commit',
      kubernetes({
        artifact: { version: 'main', digest: null, image: null },
        commit: SHA.slice(0, 10),
      }),
      true,
    ],
    [
      'nothing to compare',
      kubernetes({ artifact: { version: null, digest: null, image: null } }),
      false,
    ],
    ['the same source', github({ startedAt: minutesAgo(58) }), false],
  ])('decides on %s', (_name, other, same) => {
    expect(isSameDeployment(github(), other)).toBe(same);
    expect(isSameDeployment(other, github())).toBe(same);
  });

  it('counts the wait for an approval as part of the deployment', () => {
    const waiting = github({
      status: 'running',
      startedAt: hoursAgo(20),
      finishedAt: null,
    });
    expect(isSameDeployment(waiting, kubernetes())).toBe(true);
  });

  it('does not wait for ever for an attempt that its provider never closed', () => {
    const forgotten = github({
      status: 'queued',
      startedAt: hoursAgo(30),
      finishedAt: null,
    });
    expect(isSameDeployment(forgotten, kubernetes())).toBe(false);
  });
});

describe('findDeployment', () => {
  it('takes the nearest in time that its source is not part of', () => {
    const far = { reports: [github({ startedAt: minutesAgo(70) })] };
    const near = { reports: [github()] };
    const taken = { reports: [github(), kubernetes()] };
    expect(findDeployment(kubernetes(), [far, taken, near])).toBe(near);
    expect(findDeployment(kubernetes(), [taken])).toBeUndefined();
  });
});

describe('mergeReports', () => {
  it('lets the first to notice speak and the others fill in', () => {
    const merged = mergeReports([
      kubernetes({
        strategy: 'rolling',
        cause: 'Release',
        status: 'superseded',
      }),
      github({ strategy: 'canary' }),
    ]);
    expect(merged).toMatchObject({
      artifact: { version: '1.42.0' },
      commit: SHA,
      author: 'ana',
      strategy: 'canary',
      cause: 'Release',
      status: 'superseded',
      startedAt: minutesAgo(60),
      finishedAt: minutesAgo(50),
    });
    expect(merged.sources.map(({ sourceId }) => sourceId)).toEqual([
      'github',
      'kubernetes',
    ]);
  });

  it('has no end while it goes on', () => {
    expect(
      mergeReports([
        github({ status: 'running' }),
        kubernetes({ status: 'queued' }),
      ]),
    ).toMatchObject({ status: 'running', finishedAt: null });
  });

  it('shows a link once', () => {
    const links = [{ title: 'Log', url: 'https://ci.example.com/1' }];
    expect(
      mergeReports([github({ links }), kubernetes({ links })]).links,
    ).toEqual(links);
  });

  it('does not depend on the order of the reports', () => {
    const anyReport = fc
      .record({
        status: fc.constantFrom(...DEPLOYMENT_STATUSES),
        minutes: fc.integer({ min: 0, max: 90 }),
        author: fc.option(fc.constantFrom('ana', 'ben')),
      })
      .map(({ minutes, ...overrides }) => ({
        ...overrides,
        startedAt: minutesAgo(minutes),
      }));
    fc.assert(
      fc.property(anyReport, anyReport, (a, b) => {
        const one: SourcedAttempt = sourced('github', a);
        const other: SourcedAttempt = sourced('kubernetes', b);
        expect(mergeReports([one, other])).toEqual(mergeReports([other, one]));
      }),
    );
  });
});
