import { inspect } from 'node:util';
import { RootLoggerService } from '@backstage/backend-plugin-api';

/** Keeps every line of every level, nothing redacted. */
export function recordingLogger(lines: string[]): RootLoggerService {
  const record = (message: string, meta?: unknown) => {
    lines.push(`${message} ${meta ? inspect(meta, { depth: 6 }) : ''}`);
  };
  const logger: RootLoggerService = {
    error: record,
    warn: record,
    info: record,
    debug: record,
    child: () => logger,
  };
  return logger;
}
