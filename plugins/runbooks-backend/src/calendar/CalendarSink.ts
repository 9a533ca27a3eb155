import {
  CollectionSink,
  SinkRun,
} from '@opsdeck/backstage-plugin-operations-node';
import { CalendarRecord } from './CalendarSource';
import { CalendarStore } from './CalendarStore';

/** Keeps the last good text of each calendar. */
export class CalendarSink implements CollectionSink<CalendarRecord> {
  readonly #store: CalendarStore;

  constructor(store: CalendarStore) {
    this.#store = store;
  }

  async open(): Promise<SinkRun<CalendarRecord>> {
    return {
      apply: async (records, { trx, now }) => {
        for (const { calendar, ics, etag } of records) {
          await this.#store.save(trx, { name: calendar, ics, etag }, now);
        }
      },
      // A calendar belongs to the configuration: there is nobody to bind it to.
      complete: async () => ({ bound: 1, unbound: 0 }),
    };
  }

  async rebind(): Promise<void> {}
}
