import { ResourceBackup } from '@opsdeck/backstage-plugin-backups-common';
import { RelativeTime } from '@opsdeck/backstage-plugin-operations-react';

/** From when to when any instant can be restored, or why none can. */
export function RestorableRange({ resource }: { resource: ResourceBackup }) {
  const { pointInTime, protection } = resource;
  if (pointInTime) {
    return (
      <>
        {pointInTime.earliest ? (
          <RelativeTime at={pointInTime.earliest} />
        ) : (
          'start not reported'
        )}
        {' … '}
        <RelativeTime at={pointInTime.latest} />
      </>
    );
  }
  if (!protection) return <>not known</>;
  return <>{protection.automated ? 'not reported yet' : 'off'}</>;
}
