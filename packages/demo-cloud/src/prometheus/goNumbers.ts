/** A float as Go's `strconv.FormatFloat(v, 'f', -1, 64)` writes it: never with an exponent. */
export function formatPlain(value: number): string {
  const known = special(value);
  if (known !== undefined) {
    return known;
  }
  const [mantissa, exponent] = String(Math.abs(value)).split('e');
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (exponent === undefined) {
    return sign + mantissa;
  }
  const [whole, fraction = ''] = mantissa.split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  return point <= 0
    ? `${sign}0.${'0'.repeat(-point)}${digits}`
    : `${sign}${digits.padEnd(point, '0')}`;
}

/** A sample value as Prometheus writes it in vectors and matrices: with an exponent below 1e-6 and from 1e21. */
export function formatSample(value: number): string {
  return special(value) ?? signed(value, padExponent(String(value)));
}

/** A float as Go's `strconv.FormatFloat(v, 'e', -1, 64)` writes it: always with an exponent, as alert values are. */
export function formatExponent(value: number): string {
  return special(value) ?? signed(value, padExponent(value.toExponential()));
}

/** Go's `%v` of a float: the shortest digits, with an exponent below 1e-4 and from 1e21. */
export function formatGeneral(value: number): string {
  const known = special(value);
  if (known !== undefined) {
    return known;
  }
  const small = value !== 0 && Math.abs(value) < 1e-4;
  return padExponent(small ? value.toExponential() : String(value));
}

/** Go's `%.4g`. */
export function fourDigits(value: number): string {
  if (!Number.isFinite(value)) {
    return formatGeneral(value);
  }
  const [mantissa, exponent] = value.toExponential(3).split('e');
  if (Number(exponent) < -4 || Number(exponent) >= 4) {
    return padExponent(`${Number(mantissa)}e${exponent}`);
  }
  return String(Number(value.toPrecision(4)));
}

/** Go writes the sign of a negative zero, and exponents with at least two digits. */
function signed(value: number, text: string): string {
  return Object.is(value, -0) ? `-${text}` : text;
}

function padExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function special(value: number): string | undefined {
  if (Number.isNaN(value)) {
    return 'NaN';
  }
  if (Number.isFinite(value)) {
    return undefined;
  }
  return value > 0 ? '+Inf' : '-Inf';
}
