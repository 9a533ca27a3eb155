import {
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { RunActor } from '../database/runEvidence';

/** Finds out who acts. */
export class ActorReader {
  readonly #userInfo: UserInfoService;

  constructor(userInfo: UserInfoService) {
    this.#userInfo = userInfo;
  }

  /**
   * The person, with what they speak for at this moment: memberships change.
   *
   * @throws NotAllowedError when no person asks: only a person can answer for what
   *   was done, or confirm it.
   */
  async read(credentials: BackstageCredentials): Promise<RunActor> {
    const ref = personOf(credentials);
    if (ref === undefined) {
      throw new NotAllowedError(
        'Only a signed-in person can work through a run',
      );
    }
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      credentials,
    );
    return { ref, groups: ownershipEntityRefs.filter(each => each !== ref) };
  }
}

/** User entity ref of the person who asks; undefined when it is a backend. */
export function personOf({
  principal,
}: BackstageCredentials): string | undefined {
  const ref =
    typeof principal === 'object' &&
    principal !== null &&
    'userEntityRef' in principal
      ? principal.userEntityRef
      : undefined;
  return typeof ref === 'string' ? ref : undefined;
}
