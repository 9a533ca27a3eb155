import {
  DeadLetter,
  DeadLetterPage,
  DeadLettersQuery,
  ReplayReport,
  ReplayResult,
  RunPage,
  SourcePolicies,
  SourceState,
} from '@opsdeck/backstage-plugin-operations-common';

export interface PageRequest {
  scopeId?: string;
  limit: number;
  cursor?: string;
}

/** The health of one tab's sources, and what an operator can do about it. */
export interface SourcesService {
  list(): Promise<SourceState[]>;

  /** @throws NotFoundError when there is no such source; so all below. */
  policies(sourceId: string): Promise<SourcePolicies>;

  /** Runs of one scope, newest first. */
  runs(
    sourceId: string,
    query: PageRequest & { scopeId: string },
  ): Promise<RunPage>;

  /**
   * Makes a scope due at once, a pause of its circuit notwithstanding.
   *
   * @throws NotFoundError when there is no such scope.
   * @throws ConflictError when it is being read or was read just now, or when
   * the provider asked to be left alone.
   */
  runNow(sourceId: string, scopeId: string): Promise<void>;

  deadLetters(
    sourceId: string,
    query: PageRequest & Pick<DeadLettersQuery, 'state'>,
  ): Promise<DeadLetterPage>;

  /** @throws NotFoundError when there is no such letter. */
  deadLetter(sourceId: string, letterId: string): Promise<DeadLetter>;

  /** @throws NotFoundError when there is no such letter. */
  replay(sourceId: string, letterId: string): Promise<ReplayResult>;

  /** Replays what waits, what was tried least first. */
  replayAll(
    sourceId: string,
    scope: { scopeId?: string },
  ): Promise<ReplayReport>;
}
