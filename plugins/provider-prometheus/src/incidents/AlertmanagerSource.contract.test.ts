import {
  Responder,
  runSourceContract,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import { AlertmanagerSource } from './AlertmanagerSource';
import { SILENCE, gettableAlert } from './__testUtils__/alerts';

const TOKEN = 'contract-test-alertmanager-token';

const answer =
  (alerts: unknown[], silences: unknown[] | 'fails' = [SILENCE]): Responder =>
  ({ url }, response) => {
    const asked = url.pathname === '/base/api/v2/silences' ? silences : alerts;
    if (asked === 'fails') response.writeHead(503).end('<html>no</html>');
    else {
      response
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end(JSON.stringify(asked));
    }
  };

const ALERTS = [
  gettableAlert('a1'),
  gettableAlert('b2', { state: 'suppressed', silencedBy: [SILENCE.id] }),
];

runSourceContract({
  name: 'Alertmanager',
  createSource: endpoint =>
    new AlertmanagerSource({
      cadence: 'PT1M',
      instances: [{ id: 'main', baseUrl: `${endpoint}/base/`, token: TOKEN }],
    }),
  respond: {
    pages: answer(ALERTS),
    empty: answer([]),
    interrupted: answer(ALERTS, 'fails'),
    oddRecord: answer([...ALERTS, { fingerprint: 'odd' }]),
  },
  repair: () =>
    gettableAlert('odd', { state: 'suppressed', silencedBy: ['x'] }),
  expected: { records: 2, keptWhenInterrupted: 0 },
  secrets: [TOKEN],
  keyOf: ({ fingerprint }) => fingerprint,
});
