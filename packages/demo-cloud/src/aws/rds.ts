import { Database, DATABASES } from '../world/databases';
import { Snapshot, snapshotsAt } from '../world/snapshots';
import { AwsError } from './errors';
import { Call, Operation } from './operation';
import { applyFilters, page } from './query';
import {
  automatedBackupShape,
  instanceArn,
  instanceShape,
  snapshotArn,
  snapshotShape,
} from './shapes';
import { XmlList, XmlValue } from './xml';

/** The read-only operations of RDS that the demo company uses; it has no Aurora clusters. */
export const RDS_OPERATIONS: Readonly<Record<string, Operation>> = {
  DescribeDBInstances: describeDBInstances,
  DescribeDBSnapshots: describeDBSnapshots,
  DescribeDBInstanceAutomatedBackups: describeDBInstanceAutomatedBackups,
  DescribeDBClusters: () => ({ DBClusters: '' }),
  DescribeDBClusterSnapshots: () => ({ DBClusterSnapshots: '' }),
  DescribeDBClusterAutomatedBackups: () => ({ DBClusterAutomatedBackups: '' }),
};

function describeDBInstances(call: Call): XmlValue {
  const { caller, parameters, world, now } = call;
  const wanted = parameters.get('DBInstanceIdentifier');
  const databases = databasesOf(call).filter(
    database =>
      database.region === caller.region &&
      (!wanted || isCalled(database, wanted)),
  );
  if (wanted && databases.length === 0) {
    throw new AwsError(
      404,
      'DBInstanceNotFound',
      `DBInstance ${wanted} not found.`,
    );
  }
  const found = applyFilters(databases, parameters, {
    'db-instance-id': ({ name }) => name,
    engine: () => 'postgres',
  });
  const { items, marker } = page(found, ({ name }) => name, parameters);
  return {
    Marker: marker,
    DBInstances: new XmlList(
      'DBInstance',
      items.map(database => instanceShape(world, database, now)),
    ),
  };
}

function describeDBSnapshots(call: Call): XmlValue {
  const { caller, parameters, world, now } = call;
  const instance = parameters.get('DBInstanceIdentifier');
  const wanted = parameters.get('DBSnapshotIdentifier');
  const type = parameters.get('SnapshotType');
  const snapshots = databasesOf(call)
    .filter(database => !instance || isCalled(database, instance))
    .flatMap(database => snapshotsAt(world, database, now))
    .filter(
      snapshot =>
        snapshot.region === caller.region &&
        (!type || snapshot.type === type) &&
        (!wanted || [snapshot.id, snapshotArn(snapshot)].includes(wanted)),
    );
  if (wanted && snapshots.length === 0) {
    throw new AwsError(
      404,
      'DBSnapshotNotFound',
      `DBSnapshot ${wanted} not found.`,
    );
  }
  const found = applyFilters<Snapshot>(snapshots, parameters, {
    'db-instance-id': ({ database }) => database.name,
    'db-snapshot-id': ({ id }) => id,
    'snapshot-type': snapshot => snapshot.type,
    engine: () => 'postgres',
  });
  const { items, marker } = page(found, ({ id }) => id, parameters);
  return {
    Marker: marker,
    DBSnapshots: new XmlList('DBSnapshot', items.map(snapshotShape)),
  };
}

function describeDBInstanceAutomatedBackups(call: Call): XmlValue {
  const { caller, parameters, world, now } = call;
  const wanted = parameters.get('DBInstanceIdentifier');
  const databases = applyFilters(
    databasesOf(call).filter(database => !wanted || isCalled(database, wanted)),
    parameters,
    {
      'db-instance-id': ({ name }) => name,
      status: ({ region }) =>
        region === caller.region ? 'active' : 'replicating',
    },
  );
  const shapes = databases
    .map(database => ({
      name: database.name,
      shape: automatedBackupShape(world, database, caller.region, now),
    }))
    .filter(({ shape }) => shape !== undefined);
  if (wanted && shapes.length === 0) {
    throw new AwsError(
      404,
      'DBInstanceAutomatedBackupNotFound',
      `DBInstanceAutomatedBackup not found for ${wanted}.`,
    );
  }
  const { items, marker } = page(shapes, ({ name }) => name, parameters);
  return {
    Marker: marker,
    DBInstanceAutomatedBackups: new XmlList(
      'DBInstanceAutomatedBackup',
      items.map(({ shape }) => shape),
    ),
  };
}

function databasesOf({ caller }: Call): Database[] {
  return DATABASES.filter(({ account }) => account === caller.account);
}

/** Instances are asked for by identifier or by ARN. */
function isCalled(database: Database, wanted: string): boolean {
  return (
    database.name === wanted.toLowerCase() || instanceArn(database) === wanted
  );
}
