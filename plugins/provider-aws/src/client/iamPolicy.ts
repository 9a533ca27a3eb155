import { SourcePolicy } from '@opsdeck/backstage-plugin-operations-common';

/**
 * An identity policy that allows exactly these actions. On every resource,
 * because calls that list everything cannot be narrowed down.
 *
 * @param sid - what the statement is for, letters and digits only
 */
export function iamPolicy(
  sid: string,
  actions: readonly string[],
): SourcePolicy {
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Sid: sid, Effect: 'Allow', Action: actions, Resource: '*' }],
  };
  return {
    title: 'IAM policy for the role or key in each account',
    format: 'json',
    text: JSON.stringify(policy, null, 2),
  };
}
