import { Binary, SET_OPERATORS } from '../promql/ast';
import { typeOf } from '../promql/check';
import { keepsMetricName, operatorOf } from './arithmetic';
import type { Evaluator } from './evaluator';
import { dropMetricName } from './labels';
import { combineSets } from './setOperators';
import { Grid, InstantSeries, mapSeries, mergeSeries } from './values';
import { combineVectors, DEFAULT_MATCHING } from './vectorMatching';

/** Evaluates a binary expression with an instant vector on at least one side. */
export function combineOperands(
  evaluator: Evaluator,
  expr: Binary,
  grid: Grid,
): InstantSeries[] {
  const { op, bool, matching = DEFAULT_MATCHING } = expr;
  if (typeOf(expr.left) !== 'vector' || typeOf(expr.right) !== 'vector') {
    return combineWithScalar(evaluator, expr, grid);
  }
  const left = evaluator.vector(expr.left, grid);
  const right = evaluator.vector(expr.right, grid);
  if (SET_OPERATORS.has(op)) {
    return combineSets(op, matching, left, right);
  }
  return combineVectors(
    operatorOf(op, bool, 'left'),
    keepsMetricName(op, bool),
    matching,
    left,
    right,
  );
}

function combineWithScalar(
  evaluator: Evaluator,
  { op, bool, left, right }: Binary,
  grid: Grid,
): InstantSeries[] {
  const vectorIsLeft = typeOf(left) === 'vector';
  const vector = evaluator.vector(vectorIsLeft ? left : right, grid);
  const scalar = evaluator.scalar(vectorIsLeft ? right : left, grid);
  const combine = operatorOf(op, bool, vectorIsLeft ? 'left' : 'right');
  const keepsName = keepsMetricName(op, bool);
  return mergeSeries(
    vector.map(series =>
      mapSeries(
        series,
        keepsName ? series.labels : dropMetricName(series.labels),
        (value, i) =>
          vectorIsLeft ? combine(value, scalar[i]) : combine(scalar[i], value),
      ),
    ),
  );
}
