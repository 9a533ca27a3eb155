import { Check } from '@opsdeck/backstage-plugin-operations-node';
import { CHECKS, judgeFreeze } from '@opsdeck/backstage-plugin-runbooks-common';
import { ChecksConfig } from '../config/readChecksConfig';
import { defineCheck } from './defineCheck';

/** A check that the configuration answers. */
export function createFreezeCheck({
  freezes,
}: Pick<ChecksConfig, 'freezes'>): Check {
  return defineCheck(CHECKS.freezeWindow, async (input, parameters) =>
    judgeFreeze(
      freezes.filter(
        ({ entities }) =>
          entities.length === 0 || entities.includes(input.entityRef),
      ),
      parameters,
      input,
    ),
  );
}
