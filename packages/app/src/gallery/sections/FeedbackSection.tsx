import {
  ErrorPanel,
  LoadingSkeleton,
} from '@opsdeck/backstage-plugin-operations-react';
import { Example } from '../Example';
import { sampleError } from '../sampleError';

const retry = () => {};

/** What went wrong, in plain words, and what is still to come. */
export function FeedbackSection() {
  return (
    <>
      <Example title="ErrorPanel: refused">
        <ErrorPanel
          error={sampleError('NotAllowedError', 'sample')}
          what="the sample"
          permission="opsdeck.sample.read"
          whoCan="the owners of the sample"
        />
      </Example>
      <Example title="ErrorPanel: not there">
        <ErrorPanel
          error={sampleError('NotFoundError', 'sample')}
          what="the sample"
        />
      </Example>
      <Example title="ErrorPanel: changed meanwhile">
        <ErrorPanel
          error={sampleError('ConflictError', 'sample: version 3, not 2')}
          what="the sample"
          action="tick the sample step"
        />
      </Example>
      <Example title="ErrorPanel: out of reach">
        <ErrorPanel
          error={sampleError('TypeError', 'Failed to fetch')}
          what="the sample"
          onRetry={retry}
        />
      </Example>
      <Example title="ErrorPanel: a fault, with its details">
        <ErrorPanel
          error={sampleError('Error', 'sample: the database is away')}
          what="the sample"
          onRetry={retry}
        />
      </Example>
      <Example title="LoadingSkeleton: of a tab">
        <LoadingSkeleton what="the sample" />
      </Example>
      <Example title="LoadingSkeleton: beyond a second, with counts">
        <LoadingSkeleton
          what="the samples"
          layout={[{ kind: 'chart' }]}
          progress={{ done: 120, total: 400 }}
        />
      </Example>
    </>
  );
}
