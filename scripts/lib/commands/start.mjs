import { startDemo } from '../demo.mjs';
import { say } from '../failure.mjs';
import { inRepo } from '../paths.mjs';
import { stopAll } from '../processes.mjs';

/** `npm start`: the living portal, until Ctrl-C. */
export async function run() {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      stopping = true;
      stopAll();
    });
  }
  say('Starting the stand-in clouds, the Backstage backend and the portal …');
  try {
    const demo = await startDemo({
      stateDir: inRepo('.opsdeck'),
      onProgress: say,
    });
    say(`
Opsdeck is running:   ${demo.urls.portal}
The clouds' switches: ${demo.urls.clouds}

What to look at first
  1. Sign in as Sam, who owns all five services, and open Operations.
  2. Open MarketHub Mobile › Backups: its database would lose too much, and why.
  3. Break something at the clouds' switches and watch the tabs follow.
  4. Sign in as Vera: every tab refuses, and says what she lacks.

State is kept in .opsdeck/ (delete it to start afresh). Ctrl-C ends everything.
`);
    await demo.ended;
    if (!stopping)
      say('A part of the demo ended; its log is in .opsdeck/logs.');
    return stopping ? 0 : 1;
  } catch (error) {
    if (stopping) return 0;
    throw error;
  } finally {
    stopAll();
  }
}
