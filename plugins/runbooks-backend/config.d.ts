export interface Config {
  opsdeck?: {
    runbooks?: {
      /**
       * How often the documents that entities point at are read again (ISO-8601
       * duration); PT5M unless told.
       */
      readEvery?: string;
    };
  };
}
