import {
  EvidenceDraft,
  verifyEvidence,
} from '@opsdeck/backstage-plugin-operations-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { createCollectionStore } from '../collection';
import { bothTestDatabases, openConnections } from '../testing';
import { EvidenceStore, nodeSha256 } from './EvidenceStore';

const databases = bothTestDatabases();
const NOW = new Date('2026-11-27T12:00:00.000Z');
const AT = '2026-11-20T10:00:00.000Z';
const DRAFT: EvidenceDraft = {
  at: AT,
  kind: 'step',
  actor: 'user:default/dana',
  groups: ['group:default/team'],
  method: 'manual',
  details: { note: 'Größe 😀' },
};
const RUN = 'run:1';

describe.each(databases.eachSupportedId())(
  'EvidenceStore on %s',
  databaseId => {
    let knex: Knex;
    let store: EvidenceStore;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await createCollectionStore({ getClient: async () => knex });
      store = new EvidenceStore(knex);
    });

    const append = (
      stream = RUN,
      draft: Partial<EvidenceDraft> = {},
      options: { closes?: boolean } = {},
    ) =>
      knex.transaction(trx =>
        store.append(trx, stream, { ...DRAFT, ...draft }, options),
      );
    const appendMany = async (count: number, stream = RUN) => {
      for (let n = 0; n < count; n++) await append(stream);
    };
    const verify = async (streams: string[], keptHeads: string[] = []) => {
      const lines: Buffer[] = [];
      for await (const line of await store.export(streams, NOW)) {
        lines.push(Buffer.from(line));
      }
      return verifyEvidence(lines, { sha256: nodeSha256, keptHeads });
    };
    const seqs = async (stream = RUN) =>
      (await store.read(stream, { limit: 1000 })).map(({ seq }) => seq);

    it('chains what is appended', async () => {
      const first = await append();
      const second = await append(RUN, { kind: 'finished', actor: null });
      expect(first).toMatchObject({ ...DRAFT, seq: 1, previous: null });
      expect(second).toMatchObject({ seq: 2, previous: first.hash });
      expect(await store.read(RUN, { limit: 10 })).toEqual([first, second]);
      expect(await store.head(RUN)).toEqual({
        stream: RUN,
        records: 2,
        head: second.hash,
        prunedAt: null,
      });
      expect(await verify([RUN], [first.hash])).toMatchObject({ ok: true });
    });

    it('keeps streams apart', async () => {
      await append('run:1');
      await append('run:2');
      await append('run:1');
      expect(await seqs('run:1')).toEqual([1, 2]);
      expect(await seqs('run:2')).toEqual([1]);
      const report = await verify(['run:2', 'run:1']);
      expect(report).toMatchObject({ ok: true, records: 3 });
    });

    it('numbers without gap or repetition whoever appends at once, the first too', async () => {
      await openConnections(knex);
      const appended = await Promise.all(
        Array.from({ length: 40 }, (_, n) => append(`run:${n % 2}`)),
      );
      expect(new Set(appended.map(({ hash }) => hash)).size).toBe(40);
      for (const stream of ['run:0', 'run:1']) {
        expect(await seqs(stream)).toEqual(
          Array.from({ length: 20 }, (_, n) => n + 1),
        );
      }
      expect(await verify(['run:0', 'run:1'])).toMatchObject({
        ok: true,
        records: 40,
      });
    });

    it('makes the second of two open transactions wait for the first', async () => {
      await append();
      await openConnections(knex);
      const order: string[] = [];
      const slow = knex.transaction(async trx => {
        await store.append(trx, RUN, DRAFT);
        order.push('slow appended');
        await new Promise(resolve => setTimeout(resolve, 200));
        order.push('slow ends');
      });
      await new Promise(resolve => setTimeout(resolve, 50));
      const fast = append().then(({ seq }) => order.push(`fast is ${seq}`));
      await Promise.all([slow, fast]);
      expect(order).toEqual(['slow appended', 'slow ends', 'fast is 3']);
    });

    it('leaves nothing of a change that was rolled back, also among others', async () => {
      await append();
      await openConnections(knex);
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, (_, n) =>
          knex.transaction(async trx => {
            await store.append(trx, RUN, DRAFT);
            if (n % 3 === 0) throw new Error('the change failed');
          }),
        ),
      );
      const kept = results.filter(({ status }) => status === 'fulfilled');
      expect(kept).toHaveLength(13);
      expect(await seqs()).toEqual(Array.from({ length: 14 }, (_, n) => n + 1));
      expect(await verify([RUN])).toMatchObject({ ok: true, records: 14 });
    });

    it('leaves no stream of a first record that was rolled back', async () => {
      await expect(
        knex.transaction(async trx => {
          await store.append(trx, RUN, DRAFT);
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      expect(await store.head(RUN)).toBeUndefined();
      await expect(store.export([RUN], NOW)).rejects.toMatchObject({
        name: 'NotFoundError',
      });
    });

    it('refuses what cannot be kept, and keeps nothing of it', async () => {
      await append();
      await expect(
        append(RUN, { details: { note: 'x'.repeat(300_000) } }),
      ).rejects.toMatchObject({ name: 'InputError' });
      await expect(append(RUN, { answer: { n: NaN } })).rejects.toThrow(
        '$.answer.n is not a finite number',
      );
      expect(await seqs()).toEqual([1]);
    });

    it('begins at one after a first record that was refused, although the transaction went on', async () => {
      await knex.transaction(async trx => {
        const bad = { ...DRAFT, answer: { n: NaN } };
        await expect(store.append(trx, RUN, bad)).rejects.toThrow('finite');
      });
      expect(await store.head(RUN)).toBeUndefined();
      expect(await append()).toMatchObject({ seq: 1, previous: null });
      expect(await verify([RUN])).toMatchObject({ ok: true, records: 1 });
    });

    it('corrects by a new record that names the old one', async () => {
      await append();
      await append(RUN, {}, { closes: true });
      await append(RUN, { kind: 'correction', corrects: 1 });
      await expect(append(RUN, { corrects: 4 })).rejects.toThrow('corrects');
      await expect(append()).rejects.toThrow(
        `${RUN} ended at ${AT}; only corrections can be added`,
      );
      const [first, , third] = await store.read(RUN, { limit: 10 });
      expect([first.corrects, third.corrects]).toEqual([null, 1]);
      expect(await verify([RUN])).toMatchObject({ ok: true, records: 3 });
    });

    it('pages', async () => {
      await appendMany(5);
      const page = await store.read(RUN, { after: 2, limit: 2 });
      expect(page.map(({ seq }) => seq)).toEqual([3, 4]);
    });

    it('exports more than a chunk, as it was when the export began', async () => {
      await appendMany(230);
      const lines = await store.export([RUN], NOW);
      const parts: Buffer[] = [];
      for await (const line of lines) {
        if (parts.length === 50) await append();
        parts.push(Buffer.from(line));
      }
      expect(parts).toHaveLength(231);
      expect(await verifyEvidence(parts, { sha256: nodeSha256 })).toMatchObject(
        { ok: true, records: 230 },
      );
    });

    it('is found out by the export when a row was changed', async () => {
      await appendMany(3);
      await knex('evidence_records')
        .where({ stream: RUN, seq: 2 })
        .update({
          line: knex.raw("replace(line, 'dana', 'olga')"),
        });
      expect((await verify([RUN])).findings).toMatchObject([
        { fault: 'hash-mismatch', stream: RUN, seq: 2, line: 3 },
      ]);
    });

    it('does not take two records with one number', async () => {
      await append();
      await expect(
        knex('evidence_records').insert({ stream: RUN, seq: 1, line: '{}' }),
      ).rejects.toThrow(/unique/i);
    });

    describe('prune', () => {
      const LATER = '2026-11-21T10:00:00.000Z';
      const BEFORE = new Date('2026-11-20T10:00:00.001Z');

      it('removes whole streams that have ended, and leaves number and last hash', async () => {
        await append('run:old');
        const last = await append('run:old', {}, { closes: true });
        await append('run:open');
        await append('run:new', { at: LATER }, { closes: true });
        expect(await store.prune(BEFORE, NOW, 10)).toBe(1);
        expect(await store.prune(BEFORE, NOW, 10)).toBe(0);
        expect(await seqs('run:old')).toEqual([]);
        const tombstone = {
          stream: 'run:old',
          records: 2,
          head: last.hash,
          prunedAt: NOW.toISOString(),
        };
        expect(await store.head('run:old')).toEqual(tombstone);
        await expect(append('run:old', { corrects: 1 })).rejects.toThrow(
          'nothing can be added',
        );
        const report = await verify(
          ['run:old', 'run:open', 'run:new'],
          [last.hash],
        );
        expect(report).toMatchObject({ ok: true, records: 2 });
        expect(report.header?.streams[0]).toEqual(tombstone);
      });

      it('goes by the latest time in a stream, whatever order the clock made', async () => {
        await append('run:old', { at: LATER });
        await append('run:old', { at: AT }, { closes: true });
        expect(await store.prune(BEFORE, NOW, 10)).toBe(0);
      });

      it('goes in chunks, and two at once remove each stream once', async () => {
        for (let n = 0; n < 7; n++) {
          await append(`run:${n}`, {}, { closes: true });
        }
        await openConnections(knex);
        const first = await Promise.all([
          store.prune(BEFORE, NOW, 3),
          store.prune(BEFORE, NOW, 3),
        ]);
        const removed = await knex('evidence_streams').whereNotNull(
          'pruned_at',
        );
        expect(removed).toHaveLength(first[0] + first[1]);
        while ((await store.prune(BEFORE, NOW, 3)) > 0);
        expect(await knex('evidence_records')).toEqual([]);
        expect(await knex('evidence_streams')).toHaveLength(7);
      });

      it('fails an export that it overtakes', async () => {
        await appendMany(150);
        await append(RUN, {}, { closes: true });
        const lines = await store.export([RUN], NOW);
        const take = async () => {
          let taken = 0;
          for await (const _line of lines) {
            if (++taken === 10) await store.prune(BEFORE, NOW, 10);
          }
        };
        await expect(take()).rejects.toThrow(
          'were removed while they were exported',
        );
      });

      it('finds what is old by its index, closed or not', async () => {
        // PostgreSQL reads a table this small as a whole, if it may.
        const plan = await knex.transaction(async trx => {
          const explain = {
            SQLITE_3: 'explain query plan',
            POSTGRES_18: 'set local enable_seqscan = off; explain',
          }[databaseId as 'SQLITE_3' | 'POSTGRES_18'];
          return trx.raw(
            `${explain} select stream from evidence_streams where pruned_at is null and closed_at is not null and last_at < '${AT}' order by last_at limit 10`,
          );
        });
        expect(JSON.stringify(plan)).toContain(
          'evidence_streams_retention_idx',
        );
      });
    });

    it('stays sound whatever happens in which order', () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.tuple(
              fc.constantFrom('a', 'b', 'c'),
              fc.constantFrom('append', 'fail', 'close', 'correct', 'prune'),
            ),
            { maxLength: 15 },
          ),
          fc.uuid(),
          async (steps, id) => {
            const streams = new Set<string>();
            for (const [name, step] of steps) {
              const stream = `run:${id}/${name}`;
              if (step === 'prune') await store.prune(NOW, NOW, 1);
              else {
                const done = await attempt(stream, step);
                if (done) streams.add(stream);
              }
            }
            if (streams.size === 0) return;
            expect(await verify([...streams])).toMatchObject({ ok: true });
          },
        ),
        { numRuns: 30 },
      ));

    /** False when the store refused it, as it must with a closed or removed stream. */
    async function attempt(stream: string, step: string): Promise<boolean> {
      const corrects = step === 'correct' ? 1 : undefined;
      try {
        await knex.transaction(async trx => {
          await store.append(
            trx,
            stream,
            { ...DRAFT, corrects },
            { closes: step === 'close' },
          );
          if (step === 'fail') throw new Error('fail');
        });
        return true;
      } catch (error) {
        expect(String(error)).toMatch(/Error: fail|ConflictError|"?corrects"?/);
        return false;
      }
    }
  },
);
