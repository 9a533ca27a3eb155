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

const RULES: readonly [pattern: RegExp, replacement: string][] = [
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    HIDDEN,
  ],
  // User information of a URL.
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'<>]+@/gi, `$1${HIDDEN}@`],
  // Shapes that providers give their tokens: JWT, GitHub, GitLab, Slack, AWS.
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, HIDDEN],
  [
    /\b(?:gh[pousr]_|github_pat_|glpat-|xox[a-z]-|xapp-|sk-)[\w-]{10,}/g,
    HIDDEN,
  ],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, HIDDEN],
  // Header lines, and anything that says it is a password.
  [
    /\b((?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]*(?:token|key|secret|signature)|passwo?r?d|passphrase|client[-_]secret|(?:access|refresh|private|id|api)[-_]token|api[-_]?key)(["']?\s*:\s*)(?:"[^"]*"|'[^']*'|[^\r\n"']+)/gi,
    `$1$2${HIDDEN}`,
  ],
  [
    /\b(bearer|basic|token|apikey|digest)(\s+)(?!(?:auth|token|realm|error|scheme|credential|permission)\w*\b)(?=[^\s"',]*[\d=_])[^\s"',]{6,}/gi,
    `$1$2${HIDDEN}`,
  ],
  [
    /\b(bearer)(\s+)(?!(?:auth|token|realm|error|scheme|credential)\w*\b)[^\s"',]{6,}/gi,
    `$1$2${HIDDEN}`,
  ],
  // key=value as in query strings and connection strings; "key":"value" as in JSON.
  [
    new RegExp(
      `([\\w.-]*(?:${STEMS})[\\w.-]*|\\b(?:${WORDS}))(\\s*=\\s*)(?:"[^"]*"|'[^']*'|[^\\s,;&"'<>]+)`,
      'gi',
    ),
    `$1$2${HIDDEN}`,
  ],
  [
    new RegExp(
      `(["'][\\w.-]*(?:${STEMS})[\\w.-]*["']\\s*:\\s*)("[^"]*"|'[^']*'|[^\\s,}\\]]+)`,
      'gi',
    ),
    `$1"${HIDDEN}"`,
  ],
];

/**
 * A text without what looks like a secret, and without NUL characters, which
 * PostgreSQL refuses. Works by shape, so it is the second line of defence: the
 * first is not to put a secret into a message.
 */
export function redactText(text: string): string {
  return RULES.reduce(
    (result, [pattern, replacement]) => result.replace(pattern, replacement),
    text.replace(/\0/g, ''),
  );
}

/** The text, cut to at most `length` characters, with a note of how long it was. */
export function cutText(text: string, length: number): string {
  return text.length > length
    ? `${text.slice(0, length)}… (${text.length} characters)`
    : text;
}
