import {
  Freshness,
  failureKindSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { screen } from '@testing-library/react';
import { axeViolations } from '../testing/axe';
import { renderInApp } from '../__testUtils__/renderInApp';
import { SourceProblemPanel } from './SourceProblemPanel';
import { sourceProblem } from './sourceProblem';
import { englishOf } from '../testing/translations';
import { operationsReactTranslationRef } from '../translation/operationsReactTranslationRef';

const t = englishOf(operationsReactTranslationRef);

const now = new Date('2026-11-20T10:00:00Z');

function rds(overrides: Partial<Freshness> = {}): Freshness {
  return {
    sourceId: 'aws-rds',
    sourceTitle: 'Amazon RDS',
    scopeId: 'eu-west-1',
    scopeTitle: 'production eu-west-1',
    cadence: 'PT5M',
    lastSuccessAt: '2026-11-20T09:58:00.000Z',
    lastAttemptAt: '2026-11-20T09:59:00.000Z',
    nextRunAt: null,
    failure: null,
    ...overrides,
  };
}

const failure = {
  kind: 'forbidden' as const,
  message: '403: needs rds:DescribeDBInstances',
  at: '2026-11-20T09:59:00.000Z',
};

describe('sourceProblem', () => {
  it('is none while figures are fresh', () => {
    expect(sourceProblem(rds(), now, t)).toBeUndefined();
  });

  it.each(failureKindSchema.options)('advises on %s', kind => {
    const problem = sourceProblem(
      rds({ failure: { ...failure, kind } }),
      now,
      t,
    );
    expect(problem?.advice).toMatch(/\.$/);
    expect(problem?.stale).toBe(false);
  });

  it('notices a collector that went quiet', () => {
    const quiet = rds({ lastSuccessAt: '2026-11-20T09:00:00.000Z' });
    expect(sourceProblem(quiet, now, t)).toMatchObject({
      meaning: 'it was not read in time',
      stale: true,
    });
  });

  it('waits for the first reading', () => {
    const never = rds({ lastSuccessAt: null, lastAttemptAt: null });
    expect(sourceProblem(never, now, t)?.meaning).toBe(
      'it has not been read yet',
    );
  });
});

describe('SourceProblemPanel', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now, doNotFake: ['nextTick', 'setImmediate'] });
  });
  afterEach(() => jest.useRealTimers());

  it('has one line per failing source', async () => {
    await renderInApp(
      <SourceProblemPanel
        sources={[
          rds(),
          rds({ scopeId: 'a', failure }),
          rds({
            scopeId: 'b',
            failure,
            lastSuccessAt: '2026-11-20T08:00:00.000Z',
          }),
          rds({ scopeId: 'c', failure, lastSuccessAt: null }),
        ]}
      />,
    );
    const lines = screen.getAllByRole('listitem');
    expect(lines.map(line => line.textContent)).toEqual([
      'Amazon RDS · production eu-west-1: the credentials lack a permission (403: needs rds:DescribeDBInstances). Its figures are from 2 min ago and still count. Grant what the message names to the credentials of this source.',
      expect.stringContaining('from 2 h ago, too old to be believed'),
      expect.stringContaining('It has no figures yet.'),
    ]);
    expect(screen.getAllByRole('img', { name: 'unknown' })).toHaveLength(2);
    expect(screen.getAllByRole('img', { name: 'at risk' })).toHaveLength(1);
  });

  it('is nothing when all is well', async () => {
    await renderInApp(<SourceProblemPanel sources={[rds()]} />);
    expect(screen.queryByRole('list')).not.toBeInTheDocument();
  });
});

it('is accessible', async () => {
  const { container } = await renderInApp(
    <SourceProblemPanel sources={[rds({ failure })]} />,
  );
  expect(await axeViolations(container)).toEqual([]);
});
