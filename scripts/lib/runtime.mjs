import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Advice, say } from './failure.mjs';

const WANTED = [22, 24];
const FETCHED = 24;

/** On Windows npx is a command file, which needs a shell. */
const shell = process.platform === 'win32';

/**
 * Runs this same command again under Node 24 when the running Node is not one
 * that Backstage supports. Answers the exit code of that run, or undefined when
 * the running Node is fine.
 */
export function ensureNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (WANTED.includes(major)) return undefined;
  if (process.env.OPSDECK_NODE_FETCHED) {
    throw new Advice(
      `Node ${
        process.versions.node
      } is running although Node ${FETCHED} was asked for. Install Node ${WANTED.join(
        ' or ',
      )} and try again.`,
    );
  }
  say(
    `Node ${process.versions.node} is running; fetching Node ${FETCHED} from the npm registry …`,
  );
  const found = spawnSync(
    'npx',
    ['-y', '-p', `node@${FETCHED}`, 'node', '-p', 'process.execPath'],
    { encoding: 'utf8', shell, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const node = found.stdout?.trim().split('\n').pop();
  if (found.status !== 0 || !node) {
    throw new Advice(
      `Node ${FETCHED} could not be fetched from the npm registry. Check the network, or install Node ${WANTED.join(
        ' or ',
      )} yourself.\n${found.stderr ?? ''}`,
    );
  }
  const again = spawnSync(node, process.argv.slice(1), {
    stdio: 'inherit',
    env: {
      ...process.env,
      OPSDECK_NODE_FETCHED: '1',
      PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
    },
  });
  return again.status ?? 1;
}
