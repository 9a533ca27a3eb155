import { stringify } from 'yaml';
import { formatDuration } from '../../prometheus/promql/duration';
import { apiTime } from './alerts';
import type { ApiContext } from './router';

/** The answer of `/api/v2/status`; the configuration is that of the stand-in, in Alertmanager's form. */
export function statusData(context: ApiContext, startedMs: number): object {
  const { receiver, groupBy, timing, webhookUrl } = context;
  const webhooks = webhookUrl
    ? { webhook_configs: [{ send_resolved: true, url: webhookUrl }] }
    : {};
  const original = stringify({
    route: {
      receiver,
      group_by: [...groupBy],
      group_wait: formatDuration(timing.groupWaitMs),
      group_interval: formatDuration(timing.groupIntervalMs),
      repeat_interval: formatDuration(timing.repeatIntervalMs),
    },
    receivers: [{ name: receiver, ...webhooks }],
  });
  return {
    cluster: { peers: [], status: 'disabled' },
    config: { original },
    uptime: apiTime(startedMs),
    versionInfo: {
      branch: 'stand-in',
      buildDate: '20230409-00:00:00',
      buildUser: 'opsdeck',
      goVersion: 'none',
      revision: 'opsdeck-demo',
      version: '0.25.0',
    },
  };
}
