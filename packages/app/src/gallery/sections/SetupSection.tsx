import {
  CodeBlock,
  EmptyState,
  SetupCard,
} from '@opsdeck/backstage-plugin-operations-react';
import { Example } from '../Example';
import { LONG_TEXT } from '../samples';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'sample-orders' },
};

/** What an empty tab shows. */
export function SetupSection() {
  return (
    <>
      <Example title="SetupCard: with what nearly matches">
        <SetupCard
          entity={entity}
          title="No backups of this sample are declared"
          annotations={{ 'opsdeck.io/rpo': 'PT15M', 'opsdeck.io/rto': 'PT1H' }}
          docsHref="/gallery#setup"
          nearMatches={[
            {
              title: 'RDS instance sample-orders-db',
              reason: 'no entity names its ARN',
              href: '/operations/sources',
            },
            { title: LONG_TEXT, reason: 'its tag names no entity' },
          ]}
        >
          This tab would show how much of the sample would be lost.
        </SetupCard>
      </Example>
      <Example title="EmptyState">
        <EmptyState
          title="No sample fits these filters"
          description="Nothing is wrong."
        />
      </Example>
      <Example title="CodeBlock">
        <CodeBlock label="Sample command" text={`sample --name ${LONG_TEXT}`} />
      </Example>
    </>
  );
}
