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
      /**
       * Hosts whose certificates the live check `certificates.valid` looks at in a TLS handshake. A runbook can only
       * choose among the hosts of its own service: no other host is ever connected to.
       */
      certificates?: Array<{
        /** The service that the host belongs to, such as `component:default/shop`. */
        entity: string;
        /** Name or address, without scheme, port and path. */
        host: string;
        /** 443 unless told. */
        port?: number;
        /**
         * Whether the host may have an address of a private network or of this machine. Link-local addresses, where
         * clouds put their metadata, are refused all the same. False unless told.
         */
        allowPrivate?: boolean;
      }>;
      /**
       * Times in which nothing may be changed, for the live check `change.no-freeze`. Each has either `from` and `to`,
       * or `dates`, or a `window`.
       */
      freezes?: Array<{
        name: string;
        /** First instant, ISO-8601 with an offset, such as `2026-12-18T17:00:00Z`. */
        from?: string;
        /** The instant at which it is over. */
        to?: string;
        /** Whole days, such as `2026-12-25`, in the zone. */
        dates?: string[];
        /** A time that comes round: `fri:16:00-mon:06:00` every week, `22:00-06:00` every day. */
        window?: string;
        /** IANA zone of `dates` and `window`; UTC unless told. */
        zone?: string;
        /** The services that it is for; all unless told. */
        entities?: string[];
      }>;
      /** Rules that give a step a live check by its text, where the step names none. */
      checkMatches?: Array<{
        /**
         * The whole text of the step, in which `*` stands for any words: `verify backup completion*`. Case and
         * punctuation do not matter.
         */
        text: string;
        /** Words or phrases with which a step does not fit all the same. */
        except?: string[];
        /** Kinds of checklist that it is for; all unless told. */
        kinds?: Array<
          | 'maintenance'
          | 'deployment'
          | 'incident'
          | 'alert'
          | 'recovery'
          | 'handover'
          | 'review'
          | 'other'
        >;
        /** Id of the check, such as `backup.completed`. */
        check: string;
        /** Its parameters; all of them texts. */
        parameters?: { [name: string]: string };
      }>;
      /**
       * Largest file that can be attached to a step as evidence, in bytes; 5 MiB
       * (5242880) unless told, 25 MiB at most.
       */
      maxFileBytes?: number;
    };
  };
}
