import type { Scope } from '../corpus/types';
import type { Violation } from '../types';
import { perScope, type LintRule } from './rule';

/** What is shown instead of a secret. */
const PLACEHOLDER =
  /^["']?(?:\$|<|\{\{|%|\*{3,}|x{3,}|\.{3}|…|your[-_ ]|changeme|example|redacted|placeholder|null|none|true|false|vault:|arn:|!|secretKeyRef|valueFrom|\(|\[|\||>)/i;

const KNOWN: [RegExp, string][] = [
  [/\b(?:AKIA|ASIA)(?!IOSFODNN7EXAMPLE)[0-9A-Z]{16}\b/, 'an AWS access key'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\bgh[pousr]_[A-Za-z0-9]{30,}\b/, 'a GitHub token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}\b/, 'a Slack token'],
  [/\b[rs]k_live_[A-Za-z0-9]{16,}\b/, 'a Stripe key'],
  [/\bAIza[0-9A-Za-z_-]{35}\b/, 'a Google API key'],
];
const ASSIGNED =
  /(?:^|[\s"'{,])([\w.-]*(?:password|passwd|secret|secret[_-]?access[_-]?key|api[_-]?key|access[_-]?token|auth[_-]?token|access[_-]?key[_-]?id)[\w-]*)["']?\s*[:=]\s*(?!\s*$)("[^"]*"|'[^']*'|[^\s"',}]+)/gi;
const IN_URL = /\b[a-z][a-z0-9+]*:\/\/[^\s:/@]+:([^\s@/]+)@/gi;
/** Names that speak of a secret without holding it. */
const POINTER = /(?:_file|name|path|arn|ref|version|id_?from|policy|length)$/i;

function secretIn(text: string): string | null {
  const known = KNOWN.find(([pattern]) => pattern.test(text));
  if (known) return known[1];
  for (const [, name, value] of text.matchAll(ASSIGNED)) {
    const bare = value.replace(/^["']|["']$/g, '');
    const isSecret =
      bare.length >= 4 &&
      !PLACEHOLDER.test(bare) &&
      !bare.includes('$') &&
      !POINTER.test(name);
    if (isSecret) return `the value of ${name}`;
  }
  for (const [, password] of text.matchAll(IN_URL)) {
    if (
      !PLACEHOLDER.test(password) &&
      !/^(?:password|pass|secret)$/i.test(password)
    ) {
      return 'a password in an address';
    }
  }
  return null;
}

function check({ documents }: Scope): Violation[] {
  return documents.flatMap(document => {
    const lines = [
      ...document.fences.flatMap(({ file, line, lines: content }) =>
        content.map((text, index) => ({ file, line: line + index, text })),
      ),
      // In prose only what cannot be anything else.
      ...document.passages.flatMap(({ file, line, text }) =>
        KNOWN.some(([pattern]) => pattern.test(text))
          ? { file, line, text }
          : [],
      ),
    ];
    return lines.flatMap(({ file, line, text }) => {
      const secret = secretIn(text);
      if (!secret) return [];
      return {
        file,
        line,
        message: `This holds ${secret}.`,
        fix: 'Revoke it, and name the place where it is kept instead, such as "$POSTGRES_PASSWORD" from the secret store.',
      };
    });
  });
}

/** L22: credentials in the text. The message never repeats them. */
export const credentials: LintRule = {
  id: 'L22',
  title: 'credentials in the text',
  severity: 'error',
  check: perScope(check),
};
