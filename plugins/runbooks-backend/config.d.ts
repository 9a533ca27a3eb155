import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  search?: {
    collators?: {
      opsdeckRunbooks?: {
        /** When the checklists are indexed again; every ten minutes unless told. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
  opsdeck?: {
    runbooks?: {
      /**
       * How often the documents that entities point at are read again (ISO-8601
       * duration); PT5M unless told.
       */
      readEvery?: string;
      /** What the tab offers to the actions registry, and so to assistants over MCP. */
      actions?: {
        /**
         * Also offer to start runs and to set steps, in the name of the caller
         * and with the caller's permissions; false unless told.
         */
        write?: boolean;
      };
      /**
       * Named calendars, whose days are holidays to the checklists that name one. The
       * days of a calendar are those of its dates, its weekdays and its `.ics` file.
       */
      calendars?: {
        [name: string]: {
          /** Dates `yyyy-mm-dd`. */
          dates?: string[];
          /** Weekdays that are holidays, `sunday` to `saturday`. */
          weekdays?: string[];
          /**
           * Address of an iCalendar file, read through the URL reader. Private
           * addresses of calendars are secrets.
           * @visibility secret
           */
          url?: string;
        };
      };
      /**
       * How often the `.ics` files of calendars are asked for (ISO-8601 duration);
       * PT6H unless told.
       */
      readCalendarsEvery?: string;
      /**
       * Templates of your own, by id: Markdown text (`$file` takes it from a file). One
       * with the id of a shipped template replaces it; `false` takes it away.
       */
      templates?: { [id: string]: string | false };
      feeds?: {
        /** Whether people may subscribe to iCalendar feeds; true unless told. */
        enabled?: boolean;
      };
    };
  };
}
