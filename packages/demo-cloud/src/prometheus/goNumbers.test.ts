import {
  formatExponent,
  formatGeneral,
  formatPlain,
  formatSample,
  fourDigits,
} from './goNumbers';

// The texts of strconv.FormatFloat with the formats 'f', the mixed one of Prometheus' samples, and 'e'.
describe('numbers as Prometheus writes them', () => {
  it.each<[value: number, plain: string, sample: string, exponent: string]>([
    [0, '0', '0', '0e+00'],
    [-0, '-0', '-0', '-0e+00'],
    [1, '1', '1', '1e+00'],
    [-12.5, '-12.5', '-12.5', '-1.25e+01'],
    [0.000001, '0.000001', '0.000001', '1e-06'],
    [1.5e-7, '0.00000015', '1.5e-07', '1.5e-07'],
    [-1e-7, '-0.0000001', '-1e-07', '-1e-07'],
    [1.25e21, '1250000000000000000000', '1.25e+21', '1.25e+21'],
    [1e100, `1${'0'.repeat(100)}`, '1e+100', '1e+100'],
    [NaN, 'NaN', 'NaN', 'NaN'],
    [Infinity, '+Inf', '+Inf', '+Inf'],
    [-Infinity, '-Inf', '-Inf', '-Inf'],
  ])('%d', (value, plain, sample, exponent) => {
    expect(formatPlain(value)).toBe(plain);
    expect(formatSample(value)).toBe(sample);
    expect(formatExponent(value)).toBe(exponent);
  });
});

describe('numbers as Go templates write them', () => {
  it.each<[value: number, general: string, four: string]>([
    [0, '0', '0'],
    [1872, '1872', '1872'],
    [12345.678, '12345.678', '1.235e+04'],
    [0.0001234567, '0.0001234567', '0.0001235'],
    [0.00001, '1e-05', '1e-05'],
    [1e21, '1e+21', '1e+21'],
    [NaN, 'NaN', 'NaN'],
    [-Infinity, '-Inf', '-Inf'],
  ])('%d', (value, general, four) => {
    expect(formatGeneral(value)).toBe(general);
    expect(fourDigits(value)).toBe(four);
  });
});
