import { Command } from 'commander';
import { addEvidenceCommands } from './commands/evidence';
import { addLintCommand } from './commands/lint';
import { addRunbookCommands } from './commands/runbook';
import { addScheduleCommands } from './commands/schedule';
import type { CommandIo } from './io';

/** What each group of commands needs to register itself. */
export interface ProgramTools {
  io: CommandIo;
  /** Sets the exit code of a command that ran to its end. */
  setExitCode: (code: number) => void;
}

/** Builds the command line; groups of commands add themselves. */
export function createProgram(
  io: CommandIo,
  setExitCode: (code: number) => void,
): Command {
  const program = new Command('opsdeck')
    .description(
      'The rules of Opsdeck for your own CI, without a server. Paths resolve against your folder; - is standard input.',
    )
    .exitOverride()
    .configureOutput({
      writeOut: text => io.stdout.write(text),
      writeErr: text => io.stderr.write(text),
      // The message goes out once, as text or as JSON, where the run ends.
      outputError: () => {},
    });
  addEvidenceCommands(program, { io, setExitCode });
  addLintCommand(program, { io, setExitCode });
  addRunbookCommands(program, { io, setExitCode });
  addScheduleCommands(program, { io, setExitCode });
  return program;
}
