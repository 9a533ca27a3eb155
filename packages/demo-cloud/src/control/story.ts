import { saveScenarios } from '../world/scenarioFile';
import {
  ScenarioLog,
  SWITCHES,
  SwitchName,
  targetsOf,
} from '../world/scenarios';
import { STALLED_DATABASE } from '../world/recovery';

/** Where one switch stands. */
export interface Standing {
  switch: SwitchName;
  target: string;
  on: boolean;
  /** When it was turned on, ISO-8601; absent when it is off or on from the beginning. */
  since?: string;
}

/** The saved story of the switches. */
export class Story {
  #lastTurn: Promise<void> = Promise.resolve();

  constructor(readonly log: ScenarioLog, private readonly file: string) {}

  /**
   * Turns a switch once the file holds the turn, so that what is seen is always saved. Turns wait for each other.
   *
   * @throws UnknownSwitchError when there is no such switch or target.
   */
  turn(name: string, target: string, on: boolean, at: number): Promise<void> {
    const turn = this.#lastTurn.then(async () => {
      const draft = new ScenarioLog(this.log.toggles);
      draft.turn(name, target, on, at);
      await saveScenarios(this.file, draft);
      this.log.turn(name, target, on, at);
    });
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  /** Where every switch stands at an instant. */
  standings(tMs: number): Standing[] {
    return (Object.keys(SWITCHES) as SwitchName[]).flatMap(name =>
      targetsOf(name).map(target => this.#standing(name, target, tMs)),
    );
  }

  #standing(name: SwitchName, target: string, tMs: number): Standing {
    const interval = this.log.intervalAt(name, target, tMs);
    const fromTheBeginning =
      name === 'pitr-stopped' &&
      target === STALLED_DATABASE &&
      this.log.firstTurn(name, target) === undefined;
    return {
      switch: name,
      target,
      on: interval !== undefined || fromTheBeginning,
      ...(interval && { since: new Date(interval.from).toISOString() }),
    };
  }
}
