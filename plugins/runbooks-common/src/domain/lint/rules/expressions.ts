/** Threshold of an alert expression: its last comparison with a number. */
export function thresholdOf(expression: string): number | null {
  const match = /[<>]=?\s*(?:bool\s+)?(\d+(?:\.\d+)?(?:e-?\d+)?)\s*$/i.exec(
    expression.trim(),
  );
  return match ? Number(match[1]) : null;
}

/** First percentage in words, such as `5 %`, as a number. */
export function percentIn(text: string): number | null {
  const match = /(\d+(?:\.\d+)?)\s*(?:%|per ?cent\b)/i.exec(text);
  return match ? Number(match[1]) : null;
}

/** True when an expression divides: its value is a ratio. */
export function isRatio(expression: string): boolean {
  // What stands in quotes is a label, not an operator.
  return /\//.test(expression.replace(/"[^"]*"|'[^']*'/g, ''));
}

/** True when an expression counts by the second without dividing by a total. */
export function isRate(expression: string): boolean {
  return (
    /\b(?:rate|irate|increase)\s*\(/.test(expression) &&
    !isRatio(expression) &&
    !/histogram_quantile/.test(expression)
  );
}
