export { judgeAlerts, type AlertFacts } from './alertsFiring';
export { judgeBackups, type BackupFacts } from './backupCompleted';
export { judgeBudget, type BudgetFacts } from './budgetLeft';
export { judgeCertificates, type CertificateFacts } from './certificates';
export {
  checkProblems,
  problemsOfCheck,
  type CheckLookUp,
  type KnownCheck,
} from './checkProblems';
export { judgeCommitChecks, type CommitChecksFacts } from './commitChecks';
export { CHECKS, CHECK_CONTRACTS, type CheckContract } from './contracts';
export { judgeDrill, type DrillFacts } from './drillDone';
export { effectOf, isFresh, type CheckEffect } from './effect';
export { noAnswer } from './finding';
export { judgeFreeze, type Freeze } from './freezeWindow';
export { judgeIncidents, type OpenIncidentFacts } from './incidentsOpen';
export { matchChecks, type CheckMatch } from './matchChecks';
export { MAX_CLOCK_SKEW_MS, type CheckMoment, type RunMoment } from './moment';
export { judgeObjective, type ObjectiveFacts } from './objectiveKept';
export { type CheckParameters } from './parameters';
export { judgeRestoreTests, type RestoreTestFacts } from './restoreTested';
export { judgeRollout, type RolloutFacts } from './rolloutFinished';
