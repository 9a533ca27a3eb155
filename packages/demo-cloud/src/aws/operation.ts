import type { World } from '../world/world';
import { Caller } from './credentials';
import { QueryParameters } from './query';
import { XmlValue } from './xml';

/** What a call is made of. */
export interface Call {
  world: World;
  caller: Caller;
  parameters: QueryParameters;
  now: number;
}

/** One operation of a service: its result element's content. */
export type Operation = (call: Call) => XmlValue;
