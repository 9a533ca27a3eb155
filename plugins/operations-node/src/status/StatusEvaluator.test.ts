import { mockServices } from '@backstage/backend-test-utils';
import { EntityStatus } from '@opsdeck/backstage-plugin-operations-common';
import { TestClock } from '../__testUtils__/TestClock';
import { createCollectionStore } from '../collection';
import { bothTestDatabases } from '../testing';
import { StatusEvaluator } from './StatusEvaluator';
import { StatusDraft, StatusStore } from './StatusStore';

const databases = bothTestDatabases();
const running = new AbortController().signal;

describe.each(databases.eachSupportedId())(
  'StatusEvaluator on %s',
  databaseId => {
    const logger = mockServices.logger.mock();
    const publish = jest.fn<Promise<void>, [readonly EntityStatus[]]>();
    const population = jest.fn<Promise<string[]>, []>();
    const evaluate = jest.fn<
      Promise<StatusDraft | undefined>,
      [string, Date]
    >();
    let clock: TestClock;
    let store: StatusStore;
    let evaluator: StatusEvaluator;

    const evaluatorWith = (options: { evaluationLimitMs?: number }) =>
      new StatusEvaluator({
        capability: 'backups',
        store,
        publisher: { publish },
        population,
        evaluate,
        logger,
        clock: clock.read,
        ...options,
      });

    beforeEach(async () => {
      jest.resetAllMocks();
      const knex = await databases.init(databaseId);
      clock = new TestClock();
      ({ statuses: store } = await createCollectionStore({
        getClient: async () => knex,
      }));
      population.mockResolvedValue([
        'component:default/a',
        'component:default/b',
      ]);
      evaluate.mockResolvedValue({ verdict: 'met', headline: 'fine' });
      publish.mockResolvedValue();
      evaluator = evaluatorWith({});
    });

    const published = () => publish.mock.calls.flatMap(([batch]) => batch);
    const page = () => store.page('backups', undefined, 1000);

    it('evaluates everything once, and tells the board', async () => {
      expect(await evaluator.evaluateDue(running)).toBe(2);
      expect(await evaluator.evaluateDue(running)).toBe(0);
      expect(published()).toEqual(await page());
      expect(published().map(({ sequence }) => sequence)).toEqual([1, 1]);
    });

    it('comes round by time, with growing sequences', async () => {
      await evaluator.evaluateDue(running);
      clock.advance({ minutes: 5 });
      evaluate.mockResolvedValue({ verdict: 'breached', headline: 'late' });
      await evaluator.evaluateDue(running);
      expect((await page()).map(({ sequence }) => sequence)).toEqual([2, 2]);
      expect((await page())[0]).toMatchObject({
        verdict: 'breached',
        since: clock.read().toISOString(),
      });
    });

    it('takes new entities in within seconds, and lets go of those that left', async () => {
      await evaluator.evaluateDue(running);
      population.mockResolvedValue(['component:default/c']);
      clock.advance({ seconds: 14 });
      expect(await evaluator.evaluateDue(running)).toBe(0);
      clock.advance({ seconds: 1 });
      expect(await evaluator.evaluateDue(running)).toBe(1);
      evaluate.mockImplementation(async ref =>
        ref === 'component:default/c'
          ? { verdict: 'met', headline: 'fine' }
          : undefined,
      );
      clock.advance({ minutes: 10 });
      await evaluator.evaluateDue(running);
      expect((await page()).map(({ entityRef }) => entityRef)).toEqual([
        'component:default/c',
      ]);
    });

    it('works through many, in batches', async () => {
      const refs = Array.from(
        { length: 230 },
        (_, i) => `component:default/${i}`,
      );
      population.mockResolvedValue(refs);
      expect(await evaluator.evaluateDue(running)).toBe(230);
      expect(publish.mock.calls.map(([batch]) => batch.length)).toEqual([
        100, 100, 30,
      ]);
    });

    it('one entity that cannot be evaluated is unknown and does not hold up the others', async () => {
      evaluate.mockImplementation(async ref => {
        if (ref.endsWith('/a')) throw new Error('no such\n  thing');
        return { verdict: 'met', headline: 'fine' };
      });
      await evaluator.evaluateDue(running);
      expect(published()).toMatchObject([
        {
          entityRef: 'component:default/a',
          verdict: 'unknown',
          headline: 'could not be evaluated: no such thing',
        },
        { entityRef: 'component:default/b', verdict: 'met' },
      ]);
      expect(logger.error).toHaveBeenCalledTimes(1);
      expect(logger.error.mock.calls[0][0]).toMatch(
        '1 of 2 statuses could not be evaluated, the first that of component:default/a',
      );
      // Not again in this turn, but in a minute.
      expect(await evaluator.evaluateDue(running)).toBe(0);
      clock.advance({ minutes: 1 });
      expect(await evaluator.evaluateDue(running)).toBe(1);
    });

    it('does not leave green what cannot be evaluated any more, and recovers', async () => {
      await evaluator.evaluateDue(running);
      evaluate.mockRejectedValue(new Error('password=hunter2 refused'));
      clock.advance({ minutes: 5 });
      await evaluator.evaluateDue(running);
      const failedAt = clock.read().toISOString();
      clock.advance({ minutes: 1 });
      await evaluator.evaluateDue(running);
      const failed = await page();
      expect(failed).toHaveLength(2);
      for (const status of failed) {
        expect(status).toMatchObject({
          verdict: 'unknown',
          since: failedAt,
          sequence: 3,
        });
        expect(status.headline).toMatch(
          /^could not be evaluated: (?!.*hunter2)/,
        );
      }
      evaluate.mockResolvedValue({ verdict: 'met', headline: 'fine' });
      clock.advance({ minutes: 1 });
      await evaluator.evaluateDue(running);
      expect(await page()).toMatchObject([
        { verdict: 'met', sequence: 4 },
        { verdict: 'met', sequence: 4 },
      ]);
    });

    it('one evaluation that hangs does not keep the others from their turn', async () => {
      evaluator = evaluatorWith({ evaluationLimitMs: 50 });
      evaluate.mockImplementation(ref =>
        ref.endsWith('/a')
          ? new Promise(() => {})
          : Promise.resolve({ verdict: 'met', headline: 'fine' }),
      );
      expect(await evaluator.evaluateDue(running)).toBe(2);
      expect(published()).toMatchObject([
        {
          verdict: 'unknown',
          headline: expect.stringContaining('it took longer than'),
        },
        { verdict: 'met' },
      ]);
    });

    it('ends with its worker although an evaluation hangs, and says nothing of it', async () => {
      const worker = new AbortController();
      evaluate.mockImplementation(() => new Promise(() => {}));
      setTimeout(() => worker.abort(), 50);
      await evaluator.evaluateDue(worker.signal);
      expect(await page()).toEqual([]);
      expect(logger.error).not.toHaveBeenCalled();
    });

    it('evaluates each entity once in a turn, however often its verdict wants to change', async () => {
      evaluate.mockImplementation(async (_ref, now) => ({
        verdict: 'at-risk',
        headline: 'soon',
        nextChangeAt: new Date(now.getTime() - 1),
      }));
      expect(await evaluator.evaluateDue(running)).toBe(2);
      clock.advance({ seconds: 5 });
      expect(await evaluator.evaluateDue(running)).toBe(2);
      expect(evaluate).toHaveBeenCalledTimes(4);
    });

    it('evaluates again what a clock that ran ahead has put off', async () => {
      clock.advance({ hours: 24 });
      await evaluator.evaluateDue(running);
      clock.advance({ hours: -24 });
      evaluate.mockResolvedValue({ verdict: 'breached', headline: 'late' });
      expect(await evaluator.evaluateDue(running)).toBe(2);
      expect(await evaluator.evaluateDue(running)).toBe(0);
      const now = clock.read();
      expect(await page()).toMatchObject([
        {
          verdict: 'breached',
          since: now.toISOString(),
          validUntil: new Date(now.getTime() + 15 * 60_000).toISOString(),
          sequence: 2,
        },
        { sequence: 2 },
      ]);
    });

    it('evaluates everything once after the clock was set forward', async () => {
      await evaluator.evaluateDue(running);
      clock.advance({ hours: 24 });
      expect(await evaluator.evaluateDue(running)).toBe(2);
      expect(await evaluator.evaluateDue(running)).toBe(0);
    });

    it('evaluates what is due although the population is out of reach', async () => {
      await store.touch(['component:default/a'], clock.read());
      population.mockRejectedValue(new Error('catalog down'));
      expect(await evaluator.evaluateDue(running)).toBe(1);
      expect(logger.warn).toHaveBeenCalledTimes(1);
    });

    it('warns once of a board that is down, and delivers when it is back', async () => {
      publish.mockRejectedValue(new Error('ECONNREFUSED'));
      await evaluator.evaluateDue(running);
      clock.advance({ minutes: 5 });
      await evaluator.evaluateDue(running);
      expect(logger.warn).toHaveBeenCalledTimes(1);
      // Nothing is lost: the board's full sync finds it here ...
      expect((await page()).map(({ sequence }) => sequence)).toEqual([2, 2]);
      // ... and the next evaluation is pushed.
      publish.mockReset().mockResolvedValue();
      clock.advance({ minutes: 5 });
      await evaluator.evaluateDue(running);
      expect(published().map(({ sequence }) => sequence)).toEqual([3, 3]);
      publish.mockRejectedValue(new Error('ECONNREFUSED'));
      clock.advance({ minutes: 5 });
      await evaluator.evaluateDue(running);
      expect(logger.warn).toHaveBeenCalledTimes(2);
    });

    it('ends although the clock is set back while it works', async () => {
      evaluate.mockImplementationOnce(async () => {
        clock.advance({ hours: -1 });
        return { verdict: 'met', headline: 'fine' };
      });
      // The one that was evaluated in what is now the future comes round once more.
      expect(await evaluator.evaluateDue(running)).toBe(3);
      expect(await evaluator.evaluateDue(running)).toBe(0);
    });

    it('stops in the middle of a batch with its worker, and publishes what it has', async () => {
      const worker = new AbortController();
      evaluate.mockImplementation(async () => {
        worker.abort();
        return { verdict: 'met', headline: 'fine' };
      });
      await evaluator.evaluateDue(worker.signal);
      expect(evaluate).toHaveBeenCalledTimes(1);
      expect(published()).toHaveLength(1);
    });

    it('does nothing when its worker is stopped', async () => {
      expect(await evaluator.evaluateDue(AbortSignal.abort())).toBe(0);
      expect(evaluate).not.toHaveBeenCalled();
    });

    it('is one global task', async () => {
      const scheduler = mockServices.scheduler.mock();
      await evaluator.schedule(scheduler);
      expect(scheduler.scheduleTask).toHaveBeenCalledTimes(1);
      const [task] = scheduler.scheduleTask.mock.calls[0];
      expect(task).toMatchObject({ scope: 'global' });
      await task.fn(running);
      expect(published()).toHaveLength(2);
    });
  },
);
