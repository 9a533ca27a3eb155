import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readAwsConfig } from './readAwsConfig';

function read(aws: object | undefined) {
  return readAwsConfig(
    new ConfigReader(aws ? { opsdeck: { providers: { aws } } } : {}),
  );
}

const ACCOUNT = { id: '111122223333', regions: ['eu-west-1'] };
const ROLE = 'arn:aws:iam::111122223333:role/opsdeck';

describe('readAwsConfig', () => {
  it('is silent where nothing is configured', () => {
    expect(read(undefined)).toBeUndefined();
  });

  it('fills in what is left out', () => {
    expect(read({})).toEqual({ accounts: [], rds: { cadence: 'PT1M' } });
    expect(read({ accounts: [ACCOUNT] })).toEqual({
      accounts: [ACCOUNT],
      rds: { cadence: 'PT1M' },
    });
  });

  it('reads everything there is', () => {
    const everything = {
      endpoint: 'http://localhost:7101',
      accounts: [
        {
          ...ACCOUNT,
          regions: ['eu-west-1', 'us-gov-west-1', 'ap-southeast-5'],
          title: 'production',
          roleArn: ROLE,
          externalId: 'a-secret-handshake',
          accessKeyId: 'AKIAEXAMPLE',
          secretAccessKey: 'secret',
        },
        {
          ...ACCOUNT,
          id: '444455556666',
          roleArn: 'arn:aws-us-gov:iam::444455556666:role/path/opsdeck',
        },
      ],
      rds: { cadence: 'PT5M' },
    };
    expect(read(everything)).toEqual(everything);
  });

  it.each<[what: string, aws: object, message: string]>([
    [
      'an account id that YAML took for a number',
      { accounts: [{ ...ACCOUNT, id: 111122223333 }] },
      'opsdeck.providers.aws.accounts[0].id: must be a twelve-digit account id in quotes',
    ],
    [
      'an account id that is too short',
      { accounts: [{ ...ACCOUNT, id: '1111' }] },
      'opsdeck.providers.aws.accounts[0].id: must be a twelve-digit account id in quotes',
    ],
    [
      'an account twice',
      { accounts: [ACCOUNT, { ...ACCOUNT, regions: ['us-east-1'] }] },
      'opsdeck.providers.aws.accounts[1].id: account 111122223333 is configured twice',
    ],
    [
      'no region',
      { accounts: [{ ...ACCOUNT, regions: [] }] },
      'opsdeck.providers.aws.accounts[0].regions: must name at least one region',
    ],
    [
      'an availability zone for a region',
      { accounts: [{ ...ACCOUNT, regions: ['eu-west-1a'] }] },
      'opsdeck.providers.aws.accounts[0].regions[0]: must be a region such as eu-west-1',
    ],
    [
      'a region twice',
      { accounts: [{ ...ACCOUNT, regions: ['eu-west-1', 'eu-west-1'] }] },
      'opsdeck.providers.aws.accounts[0].regions: names a region twice',
    ],
    [
      'half a key',
      { accounts: [{ ...ACCOUNT, accessKeyId: 'AKIAEXAMPLE' }] },
      'opsdeck.providers.aws.accounts[0].secretAccessKey: accessKeyId and secretAccessKey go together',
    ],
    [
      'the other half of a key',
      { accounts: [{ ...ACCOUNT, secretAccessKey: 'hush' }] },
      'opsdeck.providers.aws.accounts[0].accessKeyId: accessKeyId and secretAccessKey go together',
    ],
    [
      'a role that is none',
      { accounts: [{ ...ACCOUNT, roleArn: 'opsdeck' }] },
      'opsdeck.providers.aws.accounts[0].roleArn: must be the ARN of an IAM role',
    ],
    [
      'the role of another account',
      {
        accounts: [
          { ...ACCOUNT, roleArn: 'arn:aws:iam::444455556666:role/opsdeck' },
        ],
      },
      'opsdeck.providers.aws.accounts[0].roleArn: belongs to account 444455556666, not to 111122223333',
    ],
    [
      'an external id without a role',
      { accounts: [{ ...ACCOUNT, externalId: 'x' }] },
      'opsdeck.providers.aws.accounts[0].externalId: is only sent with a roleArn',
    ],
    [
      'a cadence in words',
      { rds: { cadence: '1 minute' } },
      'opsdeck.providers.aws.rds.cadence: must be an ISO-8601 duration such as PT1M',
    ],
    [
      'an endpoint that is no URL',
      { endpoint: 'localhost' },
      'opsdeck.providers.aws.endpoint: Invalid URL',
    ],
    [
      'a key that is misspelt',
      { accounts: [{ ...ACCOUNT, regoin: 'eu-west-1' }] },
      'opsdeck.providers.aws.accounts[0]: Unrecognized key: "regoin"',
    ],
  ])('refuses %s, naming the key', (_what, aws, message) => {
    expect(() => read(aws)).toThrow(InputError);
    expect(() => read(aws)).toThrow(`Invalid configuration at ${message}`);
  });

  it('does not show a secret in its refusal', () => {
    const aws = {
      accounts: [{ ...ACCOUNT, id: '1', secretAccessKey: 'hush-hush' }],
    };
    expect(() => read(aws)).toThrow(expect.not.stringContaining('hush-hush'));
  });
});
