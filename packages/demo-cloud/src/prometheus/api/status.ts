import { DEFAULT_RETENTION_MS } from '../engine/query';
import { formatDuration } from '../promql/duration';

/** The `data` of `/api/v1/status/runtimeinfo`; readers take the retention from it. */
export function runtimeInfo(
  startedMs: number,
  retentionMs = DEFAULT_RETENTION_MS,
): object {
  const startTime = new Date(startedMs).toISOString();
  return {
    startTime,
    CWD: '/prometheus',
    reloadConfigSuccess: true,
    lastConfigTime: startTime,
    corruptionCount: 0,
    goroutineCount: 1,
    GOMAXPROCS: 1,
    GOGC: '',
    GODEBUG: '',
    storageRetention: formatDuration(retentionMs),
  };
}

/** The `data` of `/api/v1/status/buildinfo`: the version this stand-in follows. */
export function buildInfo(): object {
  return {
    version: '2.42.0',
    revision: 'opsdeck-demo',
    branch: 'stand-in',
    buildUser: 'opsdeck',
    buildDate: '20230131-00:00:00',
    goVersion: 'none',
  };
}
