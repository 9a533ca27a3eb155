import { OpenSloVersion } from './types';

/** How `openslo/v1` and `openslo.com/v2alpha` name the same things. */
export interface Dialect {
  version: OpenSloVersion;
  indicatorKey: string;
  indicatorRefKey: string;
  /** Names of the service key, the preferred one first. */
  serviceKeys: readonly string[];
}

export const V1: Dialect = {
  version: 'openslo/v1',
  indicatorKey: 'indicator',
  indicatorRefKey: 'indicatorRef',
  serviceKeys: ['service'],
};

/** The validator reads `serviceRef`, the enhancement text says `service`: both are taken. */
export const V2ALPHA: Dialect = {
  version: 'openslo.com/v2alpha',
  indicatorKey: 'sli',
  indicatorRefKey: 'sliRef',
  serviceKeys: ['serviceRef', 'service'],
};
