import { ValueType } from './ast';

/** Types of a function's arguments and of its answer. */
export interface FunctionSignature {
  args: ValueType[];
  /** How many of the last arguments may be left out. */
  optional?: number;
  returns: ValueType;
}

const overRange: FunctionSignature = { args: ['matrix'], returns: 'vector' };
const perElement: FunctionSignature = { args: ['vector'], returns: 'vector' };

/** Every PromQL function the stand-in evaluates. */
export const FUNCTION_SIGNATURES: Readonly<Record<string, FunctionSignature>> =
  {
    rate: overRange,
    increase: overRange,
    delta: overRange,
    irate: overRange,
    idelta: overRange,
    resets: overRange,
    changes: overRange,
    sum_over_time: overRange,
    avg_over_time: overRange,
    min_over_time: overRange,
    max_over_time: overRange,
    count_over_time: overRange,
    last_over_time: overRange,
    present_over_time: overRange,
    absent_over_time: overRange,
    quantile_over_time: { args: ['scalar', 'matrix'], returns: 'vector' },
    abs: perElement,
    ceil: perElement,
    floor: perElement,
    exp: perElement,
    ln: perElement,
    log2: perElement,
    log10: perElement,
    sqrt: perElement,
    sgn: perElement,
    round: { args: ['vector', 'scalar'], optional: 1, returns: 'vector' },
    clamp: { args: ['vector', 'scalar', 'scalar'], returns: 'vector' },
    clamp_min: { args: ['vector', 'scalar'], returns: 'vector' },
    clamp_max: { args: ['vector', 'scalar'], returns: 'vector' },
    absent: perElement,
    timestamp: perElement,
    vector: { args: ['scalar'], returns: 'vector' },
    scalar: { args: ['vector'], returns: 'scalar' },
    time: { args: [], returns: 'scalar' },
    histogram_quantile: { args: ['scalar', 'vector'], returns: 'vector' },
  };

/** Every aggregation operator the stand-in evaluates; those with a parameter take a scalar first. */
export const AGGREGATIONS: Readonly<Record<string, { parameter: boolean }>> = {
  sum: { parameter: false },
  min: { parameter: false },
  max: { parameter: false },
  avg: { parameter: false },
  count: { parameter: false },
  group: { parameter: false },
  topk: { parameter: true },
  bottomk: { parameter: true },
  quantile: { parameter: true },
};
