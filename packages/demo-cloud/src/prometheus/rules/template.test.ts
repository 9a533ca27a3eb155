import { expandTemplate } from './template';

const labels = { service: 'hopngo' };

describe('expandTemplate', () => {
  it.each<[template: string, value: number, text: string]>([
    ['{{ $labels.service }} is down', 0, 'hopngo is down'],
    ['{{$labels.missing}}!', 0, '!'],
    ['{{ $value }}', 0.00001, '1e-05'],
    ['{{ $value }}', 1872, '1872'],
    ['{{ $value }}', Infinity, '+Inf'],
    ['{{ $value | humanizePercentage }}', 0.123456, '12.35%'],
    ['{{ $value | humanize }}', 1234567, '1.235M'],
    ['{{ $value | humanize }}', 0.0015, '1.5m'],
    ['{{ $value | humanizeDuration }}', 0.25, '250ms'],
    ['{{ $value | humanizeDuration }}', 3_725, '1h 2m 5s'],
    ['{{ $value | humanizeDuration }}', 90_061, '1d 1h 1m 1s'],
    ['{{ $value | humanizeDuration }}', 2.5, '2.5s'],
  ])('expands %s of %d', (template, value, text) => {
    expect(expandTemplate(template, labels, value)).toBe(text);
  });

  it.each(['{{ $labels }}', '{{ query "up" }}', '{{ $value | toString }}'])(
    'refuses %s',
    template => {
      expect(() => expandTemplate(template, labels, 1)).toThrow(
        /cannot expand the template action/,
      );
    },
  );
});
