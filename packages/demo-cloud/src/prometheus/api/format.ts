import { formatPlain, formatSample } from '../goNumbers';
import { InstantResult, Point, RangeResultSeries } from '../engine/query';

/** The `data` of an instant query's answer. */
export function formatInstant(result: InstantResult): object {
  switch (result.type) {
    case 'scalar':
      return {
        resultType: 'scalar',
        result: [result.point.timeMs / 1000, formatPlain(result.point.value)],
      };
    case 'string':
      return {
        resultType: 'string',
        result: [result.timeMs / 1000, result.value],
      };
    case 'vector':
      return {
        resultType: 'vector',
        result: result.elements.map(({ labels, point }) => ({
          metric: labels,
          value: formatPoint(point),
        })),
      };
    default:
      return formatMatrix(result.series);
  }
}

/** The `data` of a range query's answer. */
export function formatMatrix(series: RangeResultSeries[]): object {
  return {
    resultType: 'matrix',
    result: series.map(({ labels, points }) => ({
      metric: labels,
      values: points.map(formatPoint),
    })),
  };
}

function formatPoint({ timeMs, value }: Point): [number, string] {
  return [timeMs / 1000, formatSample(value)];
}
