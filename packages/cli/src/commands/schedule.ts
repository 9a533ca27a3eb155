import {
  SCHEDULE_DIALECTS,
  ScheduleError,
  isTimeZone,
  parseSchedule,
  type DaylightSavingPolicy,
  type Schedule,
  type ScheduleDialect,
} from '@opsdeck/backstage-plugin-operations-common';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { DateTime } from 'luxon';
import { CommandFailure, EXIT } from '../failure';
import { occurrenceTable } from '../format/occurrenceTable';
import { printable, writeJson, type CommandIo } from '../io';
import type { ProgramTools } from '../program';
import { readInput } from '../readInput';

interface NextOptions {
  dialect?: ScheduleDialect;
  zone?: string;
  from?: Date;
  count: number;
  seed?: string;
  gap?: DaylightSavingPolicy['gap'];
  overlap?: DaylightSavingPolicy['overlap'];
  json?: boolean;
}

const MOST = 10_000;
const MAX_BYTES = 100_000;

const INSTANT =
  /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i;

function parseInstant(text: string): Date {
  const instant = DateTime.fromISO(text.toUpperCase(), { zone: 'utc' });
  if (!INSTANT.test(text) || !instant.isValid || instant.year < 1) {
    throw new InvalidArgumentError(
      'It is no instant such as 2026-11-20T05:00:00Z or 2026-11-20T06:00:00+01:00.',
    );
  }
  return instant.toJSDate();
}

function parseCount(text: string): number {
  const count = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > MOST) {
    throw new InvalidArgumentError(`It is no number from 1 to ${MOST}.`);
  }
  return count;
}

function parseZone(text: string): string {
  if (!isTimeZone(text)) {
    throw new InvalidArgumentError(
      'It is no IANA time zone such as Europe/Berlin.',
    );
  }
  return text;
}

/** What is missing, as the option that gives it. */
const NEEDED: Partial<Record<ScheduleError['reason'], string>> = {
  'anchor-needed': '--from',
  'seed-needed': '--seed',
};

function failureOf(error: ScheduleError, file: string | undefined) {
  const option = NEEDED[error.reason];
  return option
    ? new CommandFailure(
        'usage',
        `${error.message} with ${option}.`,
        {},
        EXIT.usage,
      )
    : new CommandFailure(`schedule-${error.reason}`, `${error.message}.`, {
        file,
        line: error.line,
      });
}

async function next(
  argument: string,
  options: NextOptions,
  io: CommandIo,
): Promise<void> {
  const isStdin = argument === '-';
  const expression = isStdin
    ? new TextDecoder()
        .decode((await readInput('-', MAX_BYTES, io)).content)
        .trim()
    : argument;
  const { dialect, zone, from, count, seed, gap, overlap } = options;
  let schedule: Schedule;
  let occurrences: string[];
  try {
    schedule = parseSchedule(expression, {
      dialect,
      zone,
      anchor: from,
      seed,
      policy: { ...(gap && { gap }), ...(overlap && { overlap }) },
    });
    occurrences = schedule
      .after(from ?? new Date(), count)
      .map(occurrence => occurrence.toISOString());
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    throw failureOf(error, isStdin ? argument : undefined);
  }
  if (options.json) {
    writeJson(io, {
      expression: schedule.expression,
      dialect: schedule.dialect,
      zone: schedule.zone,
      occurrences,
    });
  } else {
    io.stdout.write(printable(occurrenceTable(schedule, occurrences)));
  }
}

/** Adds `opsdeck schedule ...`. */
export function addScheduleCommands(
  program: Command,
  tools: ProgramTools,
): void {
  const schedule = program
    .command('schedule')
    .description('expand schedules of any dialect');
  schedule
    .command('next')
    .description('print the next occurrences of a schedule, in UTC')
    .argument('<expression>', 'the schedule, or - for standard input')
    .addOption(
      new Option('--dialect <name>', 'how to read it').choices(
        SCHEDULE_DIALECTS,
      ),
    )
    .option('--zone <name>', 'IANA zone if it names none; else UTC', parseZone)
    .option('--from <instant>', 'occurrences after this; now', parseInstant)
    .option('--count <number>', 'how many, at most', parseCount, 5)
    .option('--seed <text>', 'namespace/name@type of a schedule of K8up')
    .addOption(
      new Option('--gap <policy>', 'times that the clocks skip').choices([
        'first-valid',
        'skip',
        'shift',
      ]),
    )
    .addOption(
      new Option('--overlap <policy>', 'times that they show twice').choices([
        'first',
        'last',
        'both',
      ]),
    )
    .option('--json', 'print one JSON document')
    .action((expression: string, options: NextOptions) =>
      next(expression, options, tools.io),
    );
}
