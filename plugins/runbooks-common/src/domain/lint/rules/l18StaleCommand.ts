import type { Scope } from '../corpus/types';
import type { Violation } from '../types';
import { isShell, perScope, type LintRule } from './rule';

interface Stale {
  pattern: RegExp;
  /** What has to be in the same fence too. */
  also?: RegExp;
  shellOnly?: boolean;
  message: string;
  fix: string;
}

const STALE: Stale[] = [
  {
    pattern: /fcm\.googleapis\.com\/fcm\/send/,
    message: 'The legacy FCM endpoint was shut down in 2024.',
    fix: 'Use the HTTP v1 API: /v1/projects/<project>/messages:send with an OAuth token.',
  },
  {
    pattern: /\b(?:mean_time|total_time|min_time|max_time)\b/,
    also: /pg_stat_statements/,
    message: 'PostgreSQL 13 renamed this column of pg_stat_statements.',
    fix: 'Write mean_exec_time, total_exec_time and so on.',
  },
  {
    pattern:
      /\b(?:kubectl|docker|podman)\b.*\bexec\b.*\s(?:-it|-ti|-t\s|--tty)\b/,
    also: /\n[^\n#]*\S/,
    shellOnly: true,
    message: '"-it" asks for a terminal, which a script does not have.',
    fix: 'Leave out -t (and -i unless the command reads standard input).',
  },
  {
    pattern: /\baws\s+ecr\s+get-login(?!-password)\b/,
    message:
      '"aws ecr get-login" does not exist since version 2 of the AWS CLI.',
    fix: 'Use "aws ecr get-login-password | docker login --password-stdin".',
  },
  {
    pattern: /\bapt-key\s+add\b/,
    shellOnly: true,
    message: '"apt-key" is gone from current Debian and Ubuntu.',
    fix: 'Put the key under /etc/apt/keyrings and name it with signed-by.',
  },
  {
    pattern: /\bcertbot-auto\b/,
    message: 'certbot-auto is no longer maintained.',
    fix: 'Install certbot as a package or snap.',
  },
  {
    pattern: /\bhelm\s+(?:install|upgrade)\b.*\s--name[= ]/,
    message: '"--name" was an option of Helm 2.',
    fix: 'Write the release name as the first argument.',
  },
  {
    pattern: /\bkubectl\s+run\b.*--generator[= ]/,
    message: '"kubectl run --generator" was removed.',
    fix: 'Use "kubectl create deployment" or a manifest.',
  },
  {
    pattern:
      /apiVersion:\s*(?:extensions\/v1beta1|policy\/v1beta1|batch\/v1beta1|autoscaling\/v2beta[12])\b/,
    message: 'Kubernetes no longer serves this API version.',
    fix: 'Use the stable version of the API.',
  },
];

function check({ documents }: Scope): Violation[] {
  return documents.flatMap(({ fences }) =>
    fences.flatMap(fence => {
      const whole = fence.lines.join('\n');
      return STALE.filter(
        ({ also, shellOnly }) =>
          (!also || also.test(whole)) && (!shellOnly || isShell(fence)),
      ).flatMap(({ pattern, message, fix }) =>
        fence.lines.flatMap((text, index) =>
          pattern.test(text) && !/^\s*#/.test(text)
            ? { file: fence.file, line: fence.line + index, message, fix }
            : [],
        ),
      );
    }),
  );
}

/** L18: a command that is known to be retired. */
export const staleCommand: LintRule = {
  id: 'L18',
  title: 'command that no longer works',
  severity: 'error',
  check: perScope(check),
};
