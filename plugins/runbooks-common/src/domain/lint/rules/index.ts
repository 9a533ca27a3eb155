import { recoveryPoint } from './l01RecoveryPoint';
import { backupInWindow } from './l02BackupInWindow';
import { retention } from './l03Retention';
import { twoRetentions } from './l04TwoRetentions';
import { rateAsRatio } from './l05RateAsRatio';
import { looserThanObjective } from './l06LooserThanObjective';
import { alertRouting } from './l07AlertRouting';
import { percentOfCount } from './l08PercentOfCount';
import { backOff } from './l09BackOff';
import { recoveryTime } from './l10RecoveryTime';
import { emptyVerification } from './l11EmptyVerification';
import { hiddenFailure } from './l12HiddenFailure';
import { mutableTag } from './l13MutableTag';
import { automaticRollback } from './l14AutomaticRollback';
import { repeatedSteps } from './l15RepeatedSteps';
import { cadence } from './l16Cadence';
import { longList } from './l17LongList';
import { staleCommand } from './l18StaleCommand';
import { scaleBelowBaseline } from './l19ScaleBelowBaseline';
import { replica } from './l20Replica';
import { owner } from './l21Owner';
import { credentials } from './l22Credentials';
import { notice } from './l23Notice';
import type { LintRule } from './rule';

/** The rules of the policy lint, by number. */
export const LINT_RULES: readonly LintRule[] = [
  recoveryPoint,
  backupInWindow,
  retention,
  twoRetentions,
  rateAsRatio,
  looserThanObjective,
  alertRouting,
  percentOfCount,
  backOff,
  recoveryTime,
  emptyVerification,
  hiddenFailure,
  mutableTag,
  automaticRollback,
  repeatedSteps,
  cadence,
  longList,
  staleCommand,
  scaleBelowBaseline,
  replica,
  owner,
  credentials,
  notice,
];
