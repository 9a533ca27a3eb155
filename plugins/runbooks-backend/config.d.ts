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
    };
  };
}
