import { RdsAnswers, fromPayload, toPayload } from './rdsPayload';

const AT = new Date('2026-11-20T11:56:30.000Z');

const ANSWERS: RdsAnswers = {
  instance: { DBInstanceIdentifier: 'orders-db', LatestRestorableTime: AT },
  automatedBackups: [
    { Status: 'active', RestoreWindow: { EarliestTime: AT, LatestTime: AT } },
    { Status: 'creating' },
  ],
  snapshots: [{ SnapshotDatabaseTime: AT, SnapshotCreateTime: AT }],
};

it('keeps what RDS answered, instants included', () => {
  const kept = JSON.stringify(toPayload(ANSWERS));
  expect(fromPayload(JSON.parse(kept))).toEqual(ANSWERS);
});

it('leaves out what only looks like a secret, so that it can be replayed', () => {
  const instance = {
    ...ANSWERS.instance,
    MasterUserSecret: { SecretArn: 'arn:aws:secretsmanager:eu-west-1:1:x' },
    TdeCredentialArn: 'arn:aws:x',
  };
  expect(toPayload({ ...ANSWERS, instance })).toEqual(toPayload(ANSWERS));
});

it.each([
  ['nothing', null],
  ['an instance without what belongs to it', { instance: {} }],
  [
    'an instant that is none',
    { ...ANSWERS, instance: { LatestRestorableTime: null } },
  ],
])('refuses %s', (_what, payload) => {
  expect(() => fromPayload(payload)).toThrow('no answer of RDS');
});
