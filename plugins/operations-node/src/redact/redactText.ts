const HIDDEN = '[redacted]';

/** Stems that make a key secret wherever they stand in it: `dbPassword`, `x-api-key`. */
const STEMS =
  'passwo?r?d|passphrase|secret|token|authorization|credential|cookie|signature|jwt|' +
  '(?:api|access|private|signing|encryption|shared)[-_ ]?keys?|connection[-_ ]?string';

/** Words that are secret only when they stand alone: `compass` and `design` are not. */
const WORDS = 'pass|pwd|dsn|sig|auth|bearer|otp';

const SECRET_STEM = new RegExp(STEMS, 'i');
const SECRET_WORD = new RegExp(`(^|[^a-z])(${WORDS})([^a-z]|$)`, 'i');

/** Whether the value under this key must not be stored or shown. */
export function isSecretKey(key: string): boolean {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  return SECRET_STEM.test(key) || SECRET_WORD.test(words);
}

/** Shapes of secrets that need no key. Each is tried in linear time: texts may be hostile. */
const SHAPES: readonly [pattern: RegExp, replacement: string][] = [
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    HIDDEN,
  ],
  // User information of a URL.
  [/([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#"'<>]+@/gi, `$1${HIDDEN}@`],
  // Shapes that providers give their tokens: JWT, GitHub, GitLab, Slack, AWS.
  [/(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]*/g, HIDDEN],
  // Behind a hyphen, where any number may begin: of the usual length.
  [/\beyJ[\w-]{1,200}\.[\w-]+\.[\w-]*/g, HIDDEN],
  [
    /\b(?:gh[pousr]_|github_pat_|glpat-|xox[a-z]-|xapp-|sk-)[\w-]{10,}/g,
    HIDDEN,
  ],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, HIDDEN],
];

/** Schemes of an Authorization header, wherever they stand. */
const SCHEMES: readonly [pattern: RegExp, replacement: string][] = [
  [
    /\b(bearer|basic|token|apikey|digest)(\s+)(?!(?:auth|token|realm|error|scheme|credential|permission)\w*\b)(?=[^\s"',]*[\d=_])[^\s"',]{6,}/gi,
    `$1$2${HIDDEN}`,
  ],
  [
    /\b(bearer)(\s+)(?!(?:auth|token|realm|error|scheme|credential)\w*\b)[^\s"',]{6,}/gi,
    `$1$2${HIDDEN}`,
  ],
];

/** A key with what parts it from its value; the key is the first group. */
interface KeyedValue {
  key: RegExp;
  isSecret(key: string): boolean;
  value: RegExp;
  hidden: string;
}

const HEADER =
  /(?:^|[^a-z0-9_])(?:(?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]*(?:token|key|secret|signature)|passwo?r?d|passphrase|client[-_]secret|(?:access|refresh|private|id|api)[-_]token|api[-_]?key)$/i;

const KEYED: readonly KeyedValue[] = [
  // Header lines, and anything that says it is a password.
  {
    key: /(?<![\w-])([\w-]+)["']?\s*:\s*/g,
    isSecret: key => HEADER.test(key),
    value: /"[^"]*"|'[^']*'|[^\r\n"']+/y,
    hidden: HIDDEN,
  },
  // key=value as in query strings and connection strings.
  {
    key: /(?<![\w.-])([\w.-]+)\s*=\s*/g,
    isSecret: isSecretKey,
    value: /"[^"]*"|'[^']*'|[^\s,;&"'<>]+/y,
    hidden: HIDDEN,
  },
  // "key":"value" as in JSON.
  {
    key: /["']([\w.-]+)["']\s*:\s*/g,
    isSecret: key => SECRET_STEM.test(key),
    value: /"[^"]*"|'[^']*'|[^\s,}\]]+/y,
    hidden: `"${HIDDEN}"`,
  },
];

/**
 * A text without what looks like a secret, and without NUL characters, which
 * PostgreSQL refuses. Works by shape, so it is the second line of defence: the
 * first is not to put a secret into a message. Takes time in proportion to the
 * length of the text, whatever the text is.
 */
export function redactText(text: string): string {
  let result = text.replace(/\0/g, '');
  for (const [shape, hidden] of SHAPES) result = result.replace(shape, hidden);
  const [headers, ...others] = KEYED;
  result = hideValues(result, headers);
  for (const [scheme, hidden] of SCHEMES) {
    result = result.replace(scheme, hidden);
  }
  return others.reduce(hideValues, result);
}

/** Hides the values of secret keys; a value under another key is looked into. */
function hideValues(
  text: string,
  { key, isSecret, value, hidden }: KeyedValue,
): string {
  let result = '';
  let copied = 0;
  key.lastIndex = 0;
  for (let found = key.exec(text); found; found = key.exec(text)) {
    if (!isSecret(found[1])) continue;
    value.lastIndex = key.lastIndex;
    if (!value.test(text)) continue;
    result += text.slice(copied, key.lastIndex) + hidden;
    copied = value.lastIndex;
    key.lastIndex = copied;
  }
  return result + text.slice(copied);
}

/** The text, cut to at most `length` characters, with a note of how long it was. */
export function cutText(text: string, length: number): string {
  return text.length > length
    ? `${text.slice(0, length)}… (${text.length} characters)`
    : text;
}
