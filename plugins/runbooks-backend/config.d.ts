export interface Config {
  opsdeck?: {
    runbooks?: {
      /**
       * How often the documents that entities point at are read again (ISO-8601
       * duration); PT5M unless told.
       */
      readEvery?: string;
      /**
       * Largest file that can be attached to a step as evidence, in bytes; 5 MiB
       * (5242880) unless told, 25 MiB at most.
       */
      maxFileBytes?: number;
    };
  };
}
