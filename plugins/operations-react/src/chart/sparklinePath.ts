/**
 * SVG path of a line through the values, left to right, the highest at the top.
 * Null leaves a gap; a lone value between gaps becomes a dot; equal values run
 * through the middle.
 */
export function sparklinePath(
  values: readonly (number | null)[],
  width: number,
  height: number,
): string {
  const known = values.filter(value => value !== null);
  if (known.length === 0) return '';
  const low = Math.min(...known);
  const high = Math.max(...known);
  const stepX = values.length > 1 ? width / (values.length - 1) : 0;
  const y = (value: number) =>
    high === low ? height / 2 : height * (1 - (value - low) / (high - low));
  const parts: string[] = [];
  let drawing = false;
  values.forEach((value, index) => {
    if (value === null) {
      drawing = false;
      return;
    }
    const point = `${round(index * stepX)} ${round(y(value))}`;
    const alone = !drawing && (values[index + 1] ?? null) === null;
    parts.push(alone ? `M${point}h0` : `${drawing ? 'L' : 'M'}${point}`);
    drawing = true;
  });
  return parts.join('');
}

function round(coordinate: number): number {
  return Math.round(coordinate * 100) / 100;
}
