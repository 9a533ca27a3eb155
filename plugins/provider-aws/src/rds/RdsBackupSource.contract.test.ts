import { runSourceContract } from '@opsdeck/backstage-plugin-operations-node/testing';
import {
  EMPTY,
  RECORDED,
  except,
  parametersOf,
  refusal,
  xml,
} from '../__testUtils__/awsQuery';
import { RdsBackupSource } from './RdsBackupSource';

const KEY_ID = 'AKIACONTRACTTEST0000';
const SECRET = 'wJalrXUtnFEMIK7MDENGbPxRfiCYcontract';

runSourceContract({
  name: 'Amazon RDS',
  createSource: endpoint =>
    new RdsBackupSource({
      endpoint,
      accounts: [
        {
          id: '111122223333',
          regions: ['eu-west-1'],
          accessKeyId: KEY_ID,
          secretAccessKey: SECRET,
        },
      ],
      rds: { cadence: 'PT1M' },
    }),
  respond: {
    pages: RECORDED,
    empty: EMPTY,
    interrupted: except('DescribeDBInstances', (request, response) =>
      parametersOf(request).has('Marker')
        ? refusal(503, 'ServiceUnavailable', 'try later')(request, response)
        : RECORDED(request, response),
    ),
    unauthorized: refusal(
      403,
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
    ),
    forbidden: refusal(
      403,
      'AccessDenied',
      `User: arn:aws:iam::111122223333:user/opsdeck (${KEY_ID}) is not authorized to perform: rds:DescribeDBInstanceAutomatedBackups`,
    ),
    throttled: refusal(400, 'Throttling', 'Rate exceeded', {
      'Retry-After': '120',
    }),
    malformed: xml(200, '<DescribeDBInstancesResponse><DBInst\u0000ances><!--'),
    oddRecord: except('DescribeDBInstances', (request, response) =>
      parametersOf(request).has('Marker')
        ? xml(
            200,
            `<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances>
               <DBInstance><DBInstanceIdentifier>archive-db</DBInstanceIdentifier><DBInstanceArn>arn:aws:rds:eu-west-1:111122223333:db:archive-db</DBInstanceArn></DBInstance>
               <DBInstance><DBInstanceIdentifier>nameless</DBInstanceIdentifier></DBInstance>
             </DBInstances></DescribeDBInstancesResult></DescribeDBInstancesResponse>`,
          )(request, response)
        : RECORDED(request, response),
    ),
  },
  repair: payload => {
    const { instance, ...others } = payload as { instance: object };
    return {
      ...others,
      instance: {
        ...instance,
        DBInstanceArn: 'arn:aws:rds:eu-west-1:111122223333:db:nameless',
      },
    };
  },
  expected: { records: 2, keptWhenInterrupted: 1 },
  secrets: [KEY_ID, SECRET],
});
