interface Danger {
  label: string;
  pattern: RegExp;
  /** What turns it into a rehearsal. */
  unless?: RegExp;
}

const DRY_RUN = /--dry-run(?:=(?:client|server))?\b/;
const NOT_IN_WORD = '(?<![\\w.-])';

function command(words: string): RegExp {
  return new RegExp(NOT_IN_WORD + words, 'i');
}

/** A program, then anything on the same line that is no separator, then a verb. */
function program(name: string, verb: string): RegExp {
  return new RegExp(
    `${NOT_IN_WORD}${name}\\s(?:[^|;&\\n]*\\s)?${verb}(?![\\w-])`,
  );
}

const DANGERS: Danger[] = [
  {
    label: 'rm -rf',
    pattern:
      /(?<![\w.-])rm\s+(?:-[\w-]+\s+)*-(?:[a-zA-Z]*[rR][a-zA-Z]*f|[a-zA-Z]*f[a-zA-Z]*[rR]|[rR]\s+-f|f\s+-[rR]|-recursive)/,
  },
  {
    label: 'kubectl delete',
    pattern: program('(?:kubectl|oc)', 'delete'),
    unless: DRY_RUN,
  },
  {
    label: 'kubectl drain',
    pattern: program('(?:kubectl|oc)', 'drain'),
    unless: DRY_RUN,
  },
  {
    label: 'kubectl scale to 0',
    pattern: program('(?:kubectl|oc)', 'scale\\b[^|;&\\n]*--replicas[= ]0'),
  },
  { label: 'terraform apply', pattern: program('(?:terraform|tofu)', 'apply') },
  {
    label: 'terraform destroy',
    pattern: program('(?:terraform|tofu)', 'destroy'),
  },
  {
    label: 'helm uninstall',
    pattern: program('helm', '(?:uninstall|delete)'),
    unless: DRY_RUN,
  },
  { label: 'cdk destroy', pattern: program('cdk', 'destroy') },
  { label: 'pulumi destroy', pattern: program('pulumi', 'destroy') },
  {
    label: 'DROP',
    pattern:
      /\bDROP\s+(?:TABLE|DATABASE|SCHEMA|INDEX|VIEW|MATERIALIZED|COLUMN|USER|ROLE|TABLESPACE|FUNCTION|SEQUENCE|EXTENSION|OWNED|PARTITION)\b/i,
  },
  { label: 'TRUNCATE', pattern: /\bTRUNCATE\s+(?:TABLE\s+)?["'`\w]/ },
  { label: 'DELETE FROM', pattern: /\bDELETE\s+FROM\b/i },
  { label: 'pg_terminate_backend', pattern: /\bpg_terminate_backend\s*\(/i },
  { label: 'pg_cancel_backend', pattern: /\bpg_cancel_backend\s*\(/i },
  { label: 'dropdb', pattern: command('dropdb(?![\\w-])') },
  { label: 'FLUSHALL', pattern: /\bFLUSH(?:ALL|DB)\b/i },
  {
    label: 'aws delete',
    pattern:
      /(?<![\w.-])aws\s[^|;&\n]*?\s(?:delete|terminate|purge|deregister)-[\w-]+/,
    unless: /--dry-run\b/,
  },
  {
    label: 'aws s3 rm',
    pattern: program('aws\\s+s3', '(?:rm|rb)'),
    unless: /--dryrun\b/,
  },
  {
    label: 'aws s3 sync --delete',
    pattern: /(?<![\w.-])aws\s+s3\s+sync\b[^|;&\n]*--delete\b/,
    unless: /--dryrun\b/,
  },
  {
    label: 'promote replica',
    pattern: /\bpromote-read-replica(?:-db-cluster)?\b/,
  },
  {
    label: 'gcloud delete',
    pattern: program('(?:gcloud|gsutil)', '(?:delete|rm)'),
  },
  { label: 'az delete', pattern: program('az', '(?:delete|purge)') },
  {
    label: 'docker prune',
    pattern: /(?<![\w.-])(?:docker|podman)\s[^|;&\n]*\bprune\b/,
  },
  {
    label: 'git push --force',
    pattern:
      /(?<![\w.-])git\s+push\s[^|;&\n]*(?:--force(?!-with-lease)|(?<=\s)-f)(?![\w-])/,
  },
  { label: 'git reset --hard', pattern: program('git', 'reset\\s+--hard') },
  {
    label: 'kill -9',
    pattern: /(?<![\w.-])(?:kill|pkill|killall)\s+-(?:9|KILL|SIGKILL)\b/,
  },
  { label: 'mkfs', pattern: command('mkfs(?:\\.\\w+)?\\s') },
  { label: 'dd', pattern: /(?<![\w.-])dd\s[^|;&\n]*\bof=/ },
  {
    label: 'reboot',
    pattern: /(?:^|[;&|]\s*|sudo\s+)(?:reboot|shutdown|poweroff)(?![\w-])/m,
  },
  { label: 'eb terminate', pattern: program('eb', 'terminate') },
];

/** Words without which no danger can be; most commands have none of them. */
const ANY_DANGER =
  /rm|rb|delete|drain|scale|apply|destroy|uninstall|drop|truncate|pg_|flush|terminate|purge|deregister|promote|prune|push|reset|kill|mkfs|dd|reboot|shutdown|poweroff/i;

const COMMENT_LINE = /^\s*(?:#|--(?=\s)|\/\/).*$/gm;

function withoutTrailingComment(line: string): string {
  const at = line.search(/\s#\s/);
  const quotes = line.slice(0, Math.max(at, 0)).match(/["']/g)?.length ?? 0;
  return at >= 0 && quotes % 2 === 0 ? line.slice(0, at) : line;
}

/**
 * Names what a command would destroy or interrupt. Words inside other words,
 * comments and rehearsals (`--dry-run`) do not count.
 */
export function dangersOf(text: string): string[] {
  if (!ANY_DANGER.test(text)) return [];
  // A continued line is one command.
  const joined = text.replace(COMMENT_LINE, '').replace(/[\\`]\n\s*/g, ' ');
  const lines = joined.split('\n').map(withoutTrailingComment);
  return DANGERS.filter(({ pattern, unless }) =>
    lines.some(line => pattern.test(line) && !unless?.test(line)),
  ).map(({ label }) => label);
}
