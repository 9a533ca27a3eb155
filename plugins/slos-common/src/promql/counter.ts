import { SyntaxNode } from '@lezer/common';
import { PromqlError, snippet } from './problem';
import {
  MetricSelector,
  normaliseSelector,
  readSelector,
  renderLabel,
  renderSelector,
} from './selector';
import { expressionsIn, parseExpression } from './validate';

/** A query that comes down to summing the increments of one counter. */
export interface CounterQuery {
  selector: MetricSelector;
  /** The query ended in `or vector(0)`: no series means nothing happened. */
  absentAsZero: boolean;
}

class CounterReader {
  absentAsZero = false;

  constructor(private readonly query: string) {}

  read(node: SyntaxNode): MetricSelector {
    switch (node.name) {
      case 'VectorSelector':
        return readSelector(this.query, node);
      case 'ParenExpr':
        return this.read(expressionsIn(node)[0]);
      case 'AggregateExpr':
        return this.readAggregate(node);
      case 'FunctionCall':
        return this.readCall(node);
      case 'BinaryExpr':
        return this.readOrZero(node);
      case 'OffsetExpr':
      case 'StepInvariantExpr':
        return this.refuse(
          node,
          'An offset or @ moves the figures to another time; remove it',
        );
      default:
        return this.refuse(node, 'This is not a counter');
    }
  }

  private readAggregate(node: SyntaxNode): MetricSelector {
    const operation = node.getChild('AggregateOp');
    const body = node.getChild('FunctionCallBody');
    const args = body ? expressionsIn(body) : [];
    if (!operation?.getChild('Sum') || args.length !== 1) {
      return this.refuse(node, 'Only sum can be split into slices');
    }
    return this.read(args[0]);
  }

  private readCall(node: SyntaxNode): MetricSelector {
    const name = node.getChild('FunctionIdentifier');
    const body = node.getChild('FunctionCallBody');
    const counts = name?.getChild('Increase') ?? name?.getChild('Rate');
    const range = body && expressionsIn(body)[0];
    if (!counts || !range) {
      return this.refuse(
        node,
        'Of the functions only increase() and rate() of a counter can be split into slices',
      );
    }
    if (range.name !== 'MatrixSelector') {
      return this.refuse(
        range,
        'Only a selector with a plain range can be split into slices',
      );
    }
    return this.read(expressionsIn(range)[0]);
  }

  private readOrZero(node: SyntaxNode): MetricSelector {
    const children = expressionsIn(node);
    const zero = children[children.length - 1];
    const text = this.query.slice(zero.from, zero.to).replace(/\s/g, '');
    if (!node.getChild('Or') || text !== 'vector(0)') {
      return this.refuse(
        node,
        'Arithmetic between metrics cannot be split into slices; give good and total as selectors of their own',
      );
    }
    this.absentAsZero = true;
    return this.read(children[0]);
  }

  private refuse({ from, to }: SyntaxNode, reason: string): never {
    const message = `${reason}: ${snippet(this.query, from, to)}`;
    throw new PromqlError(message, { message, from, to });
  }
}

/**
 * Reads a counter query. Understood are a plain selector, `sum` of one (with or
 * without `by`), `increase` or `rate` of one, and `or vector(0)` behind; a range
 * that is written is replaced by the slice length. Everything else cannot be
 * split into slices whose sum is the whole, and is refused.
 *
 * @throws PromqlError when the query is not valid PromQL, or refused
 */
export function parseCounterQuery(query: string): CounterQuery {
  const reader = new CounterReader(query);
  const selector = normaliseSelector(reader.read(parseExpression(query)));
  return { selector, absentAsZero: reader.absentAsZero };
}

/**
 * The query for the increments of a counter over one slice:
 * `sum(increase(http_requests_total{service="x"}[5m]))`, or one series for each
 * value of the labels in `by`.
 *
 * @param rangeSeconds - length of the slice; evaluate at the slice's end
 */
export function incrementQuery(
  selector: MetricSelector,
  rangeSeconds: number,
  by: readonly string[] = [],
): string {
  const clause = by.length ? ` by (${by.map(renderLabel).join(',')}) ` : '';
  const range = promqlDuration(rangeSeconds);
  return `sum${clause}(increase(${renderSelector(selector)}[${range}]))`;
}

/** A whole number of seconds as PromQL writes it: 300 is `5m`, 90 is `90s`. */
export function promqlDuration(seconds: number): string {
  if (!Number.isInteger(seconds) || seconds <= 0) {
    throw new PromqlError(`${seconds} s is no range for a query`);
  }
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
