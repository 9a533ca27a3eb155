import { inRepo } from '../paths.mjs';
import { NODE_TRANSFORM, runProgram } from '../processes.mjs';

/** `npm run -s opsdeck -- …`: the command line from the sources. */
export async function run(args) {
  const callerFolder = process.env.INIT_CWD ?? process.cwd();
  return runProgram(
    process.execPath,
    [...NODE_TRANSFORM, inRepo('packages/cli/src/index.ts'), ...args],
    { cwd: callerFolder, env: { ...process.env, INIT_CWD: callerFolder } },
  );
}
