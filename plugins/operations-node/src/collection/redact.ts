const SECRET_KEY =
  /(pass(word|wd)?|secret|token|authorization|api[-_]?key|access[-_]?key|private[-_]?key|credential|cookie|signature)/i;
const MAX_LENGTH = 16_384;

/**
 * A payload as text with the values of secret-looking keys replaced, cut at
 * 16 KiB. For storing what could not be processed without storing a secret.
 */
export function redactedText(payload: unknown): string {
  const text =
    typeof payload === 'string'
      ? payload
      : JSON.stringify(
          payload,
          (key, value) =>
            SECRET_KEY.test(key) && value !== null ? '[redacted]' : value,
          2,
        ) ?? String(payload);
  return text.length > MAX_LENGTH
    ? `${text.slice(0, MAX_LENGTH)}… (${text.length} characters)`
    : text;
}
