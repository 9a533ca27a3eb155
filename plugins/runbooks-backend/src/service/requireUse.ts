import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { runbooksUsePermission } from '@opsdeck/backstage-plugin-runbooks-common';

/** @throws NotAllowedError unless the caller may use the feature at all. */
export async function requireUse(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
): Promise<void> {
  const permission = runbooksUsePermission;
  const [{ result }] = await permissions.authorize([{ permission }], {
    credentials,
  });
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(`This needs the permission ${permission.name}`);
  }
}
