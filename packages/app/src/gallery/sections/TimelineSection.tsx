import { Timeline } from '@opsdeck/backstage-plugin-operations-react';
import { Example } from '../Example';
import { LONG_TEXT, Samples } from '../samples';

/** What happened, by day. */
export function TimelineSection({ samples: { ago } }: { samples: Samples }) {
  return (
    <>
      <Example title="Timeline: verdicts, links, text">
        <Timeline
          label="Sample timeline"
          emptyText="Nothing happened"
          entries={[
            {
              id: 'alert',
              at: ago(12),
              kind: 'alert',
              title: 'HighErrorRate fires',
              verdict: 'breached',
              body: 'Sample: 6.1 % of the requests fail',
            },
            {
              id: 'deployment',
              at: ago(15),
              kind: 'deployment',
              title: '1.43.0 to Production',
              verdict: 'met',
              href: '/gallery#timeline',
            },
            { id: 'note', at: ago(20), kind: 'note', title: LONG_TEXT },
            {
              id: 'yesterday',
              at: ago(26 * 60),
              kind: 'maintenance',
              title: 'Weekly maintenance',
              verdict: null,
            },
          ]}
        />
      </Example>
      <Example title="Timeline: nothing yet">
        <Timeline
          label="Empty sample timeline"
          emptyText="Nothing has happened yet"
          entries={[]}
        />
      </Example>
    </>
  );
}
