import Button from '@material-ui/core/Button';
import {
  ConfirmDialog,
  CopyButton,
} from '@opsdeck/backstage-plugin-operations-react';
import { useState } from 'react';
import { Example } from '../Example';
import { sampleError } from '../sampleError';

type Outcome = 'accepted' | 'refused';

/** Effect on the button, consequence in the dialog, refusal in place. */
export function WriteSection() {
  const [asking, setAsking] = useState<Outcome>();
  const [reason, setReason] = useState<string>();
  return (
    <>
      <Example title="ConfirmDialog: accepted, refused" row>
        <Button variant="outlined" onClick={() => setAsking('accepted')}>
          Roll back the sample to 1.41.3
        </Button>
        <Button variant="outlined" onClick={() => setAsking('refused')}>
          Try it without permission
        </Button>
        {reason && <span>Rolled back (a sample): {reason}</span>}
      </Example>
      <Example title="CopyButton" row>
        <CopyButton text="sample text" />
      </Example>
      {asking && (
        <ConfirmDialog
          open
          onClose={() => setAsking(undefined)}
          title="Roll back the sample?"
          effect="Roll back the sample to 1.41.3"
          reason="required"
          onConfirm={async given => {
            if (asking === 'refused') {
              throw sampleError('NotAllowedError', 'you do not own the sample');
            }
            setReason(given);
          }}
          errorContext={{
            what: 'the sample',
            permission: 'opsdeck.sample.write',
            whoCan: 'the owners of the sample',
          }}
        >
          Nothing happens: this is a sample. Otherwise 3 commits would be
          reverted.
        </ConfirmDialog>
      )}
    </>
  );
}
