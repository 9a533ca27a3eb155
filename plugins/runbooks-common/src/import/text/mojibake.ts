/**
 * Windows-1252 characters of the bytes 0x80 to 0x9F (WHATWG Encoding Standard);
 * the five unassigned bytes stay C1 control characters.
 */
const WINDOWS_1252_HIGH =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';

const BYTE_OF = new Map<string, number>();
for (let byte = 0xa0; byte <= 0xff; byte++) {
  BYTE_OF.set(String.fromCharCode(byte), byte);
}
for (let index = 0; index < WINDOWS_1252_HIGH.length; index++) {
  BYTE_OF.set(WINDOWS_1252_HIGH[index], 0x80 + index);
  // A decoder for ISO-8859-1 keeps these bytes as C1 control characters.
  BYTE_OF.set(String.fromCharCode(0x80 + index), 0x80 + index);
}

/** Runs of characters that a single-byte decoder makes of bytes above 0x7F. */
const HIGH_RUN = new RegExp(`[\\u0080-\\u00FF${WINDOWS_1252_HIGH}]{2,}`, 'g');

/**
 * Characters that are believed from a run of their own: Latin, Greek, Cyrillic,
 * Hebrew and Arabic letters, punctuation, symbols and emoji. Others would turn
 * an accented letter beside a typographic quote into a rare ideograph.
 */
const PLAUSIBLE_ALONE =
  /^[\u00A0-\u017F\u0370-\u04FF\u0590-\u06FF\u2000-\u2BFF\uFE00-\uFEFF\u{1F000}-\u{1FAFF}]$/u;

const MAX_ROUNDS = 3;

function decodeRun(run: string): string {
  const bytes = Uint8Array.from(run, char => BYTE_OF.get(char) ?? 0);
  try {
    // Fatal: only a whole, valid UTF-8 sequence can be read back without loss.
    const decoded = new TextDecoder('utf-8', {
      fatal: true,
      ignoreBOM: true,
    }).decode(bytes);
    const alone = [...decoded].length === 1;
    return alone && !PLAUSIBLE_ALONE.test(decoded) ? run : decoded;
  } catch {
    return run;
  }
}

interface Round {
  text: string;
  /** Where the runs that changed began. */
  offsets: number[];
}

function repairOnce(text: string): Round {
  const offsets: number[] = [];
  const repaired = text.replace(HIGH_RUN, (run, offset: number) => {
    const decoded = decodeRun(run);
    if (decoded !== run) offsets.push(offset);
    return decoded;
  });
  return { text: repaired, offsets };
}

/** What a repair did. */
export interface MojibakeRepair {
  text: string;
  /** Number of runs of characters that were repaired. */
  repaired: number;
  /** 1-based line of the first repair. */
  line: number;
}

/**
 * Undoes UTF-8 that was decoded as Windows-1252 and encoded again, such as `â€“`
 * for an en dash; several times over if need be. A run of characters changes only
 * where its bytes are valid UTF-8, which genuine accented text practically never
 * is. Line breaks stay where they are.
 */
export function repairMojibake(text: string): MojibakeRepair {
  let round = repairOnce(text);
  let repaired = round.offsets.length;
  const line = text.slice(0, round.offsets[0] ?? 0).split('\n').length;
  for (let n = 1; n < MAX_ROUNDS && round.offsets.length > 0; n++) {
    round = repairOnce(round.text);
    repaired += round.offsets.length;
  }
  return { text: round.text, repaired, line };
}
