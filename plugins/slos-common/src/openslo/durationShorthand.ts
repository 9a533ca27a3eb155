import { Field } from './field';
import { OpenSloVersion } from './types';

/** ISO-8601 form of each unit; the units are case-sensitive. */
const ISO_UNITS: Record<string, (count: number) => string> = {
  m: n => `PT${n}M`,
  h: n => `PT${n}H`,
  d: n => `P${n}D`,
  w: n => `P${n}W`,
  M: n => `P${n}M`,
  Q: n => `P${n * 3}M`,
  Y: n => `P${n}Y`,
};

const UNITS: Record<OpenSloVersion, string> = {
  'openslo/v1': 'mhdwMQY',
  'openslo/v1alpha': 'mhdwMQY',
  'openslo.com/v2alpha': 'mhdw',
};

/** Units whose length is the same wherever they lie in the calendar. */
const FIXED_UNITS = 'mhdw';

/**
 * Reads an OpenSLO duration such as `5m`, `12h`, `30d`, `4w`, `1M`, `1Q`, `1Y`
 * as an ISO-8601 duration. A quarter becomes three months.
 *
 * The official validator also lets zero pass, against the specification ("a
 * positive integer"); a window without length means nothing, so it is refused.
 */
export function readDurationShorthand(
  field: Field,
  version: OpenSloVersion,
): string | undefined {
  const text = field.scalarText();
  if (text === undefined || text === '') {
    field.error('required', `"${field.path}" is missing`);
    return undefined;
  }
  return shorthandToIso(field, text, UNITS[version]);
}

/**
 * Reads the length of a time slice. The specification takes a bare number as
 * minutes, the official validator refuses it: it is read, with a warning. Units
 * without a fixed length cannot be laid on a grid of slices and are refused.
 */
export function readTimeSliceWindow(field: Field): string | undefined {
  const text = field.scalarText();
  if (text === undefined || text === '') {
    field.error('required', `"${field.path}" is missing`);
    return undefined;
  }
  if (/^[1-9]\d*$/.test(text)) {
    field.warning(
      'bare-number',
      `"${text}" is read as ${text} minutes; write "${text}m", other tools refuse a bare number`,
    );
    return `PT${text}M`;
  }
  return shorthandToIso(field, text, FIXED_UNITS);
}

function shorthandToIso(
  field: Field,
  text: string,
  units: string,
): string | undefined {
  const match = /^(\d{1,9})([a-zA-Z])$/.exec(text);
  const count = Number(match?.[1]);
  const unit = match?.[2] ?? '';
  if (!match || !units.includes(unit) || count === 0) {
    field.error(
      'duration',
      `"${text}" is no duration: write a positive whole number and one of ${[
        ...units,
      ].join(', ')} (m is minutes${
        units.includes('M') ? ', M is months' : ''
      })`,
    );
    return undefined;
  }
  return ISO_UNITS[unit](count);
}
