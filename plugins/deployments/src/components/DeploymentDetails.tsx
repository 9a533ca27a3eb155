import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  DeploymentDetail,
  deploymentsReadPermission,
  releaseName,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  DurationText,
  ErrorPanel,
  Fact,
  FactSection,
  LoadingSkeleton,
  RelativeTime,
  useEntityQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { deploymentsApiRef } from '../api/deploymentsApiRef';
import { ReportSection } from './ReportSection';
import { StatusChip } from './StatusChip';
import { strategyWord, triggerWord } from './words';

export interface OpenedDeployment {
  detail: DeploymentDetail | undefined;
  error: unknown;
  retry: () => void;
}

/** Asks for one deployment, also when it is not on the page of the list. */
export function useDeployment(id: string | undefined): OpenedDeployment {
  const { data, error, refetch, isPlaceholderData } = useEntityQuery({
    api: deploymentsApiRef,
    name: ['deployment', id],
    query: (api, { entityRef, signal }) =>
      api.getDeployment(entityRef, id ?? '', { signal }),
    enabled: id !== undefined,
    refetchIntervalMs: 30_000,
  });
  return {
    // The one before must not stand in for the one that was opened.
    detail: isPlaceholderData ? undefined : data,
    error,
    retry: refetch,
  };
}

export interface DeploymentDetailsProps {
  opened: OpenedDeployment;
  /** Opens another deployment. */
  onOpen: (id: string) => void;
}

/** Everything known of one deployment: what, where, by whom, and how it went. */
export function DeploymentDetails({ opened, onOpen }: DeploymentDetailsProps) {
  const { detail, error, retry } = opened;
  return (
    <>
      {Boolean(error) && (
        <ErrorPanel
          what="this deployment"
          error={error}
          permission={deploymentsReadPermission.name}
          onRetry={retry}
        />
      )}
      {!detail && !error && <LoadingSkeleton what="the deployment" />}
      {detail && <Details detail={detail} onOpen={onOpen} />}
    </>
  );
}

function Details(props: {
  detail: DeploymentDetail;
  onOpen: (id: string) => void;
}) {
  const { deployment, previous, reports } = props.detail;
  const { artifact, strategy, trigger, finishedAt, startedAt } = deployment;
  return (
    <>
      <Typography variant="body1" component="div">
        <StatusChip status={deployment.status} />{' '}
        {deployment.cause ?? 'No reason was given.'}
      </Typography>
      <FactSection title="What and where">
        <Fact term="Environment">
          {deployment.environment?.title ??
            'none: no rule of opsdeck.environments fits'}
        </Fact>
        <Fact term="Place">{deployment.place}</Fact>
        <Fact term="Version">{artifact.version ?? 'not reported'}</Fact>
        {artifact.image && <Fact term="Image">{artifact.image}</Fact>}
        {artifact.digest && <Fact term="Digest">{artifact.digest}</Fact>}
        <Fact term="Commit">{deployment.commit ?? 'not reported'}</Fact>
        {deployment.repository && (
          <Fact term="Repository">{deployment.repository}</Fact>
        )}
        <Fact term="Before it">
          {previous ? (
            <Button size="small" onClick={() => props.onOpen(previous.id)}>
              {releaseName(previous)}
            </Button>
          ) : (
            'nothing on record'
          )}
        </Fact>
      </FactSection>
      <FactSection title="How">
        <Fact term="By">{deployment.author ?? 'not reported'}</Fact>
        {trigger && <Fact term="Triggered by">{triggerWord(trigger)}</Fact>}
        <Fact term="Strategy">
          {strategy ? strategyWord(strategy) : 'not reported'}
        </Fact>
        <Fact term="Started">
          <RelativeTime at={startedAt} />
        </Fact>
        {finishedAt && (
          <Fact term="Took">
            <DurationText
              value={Date.parse(finishedAt) - Date.parse(startedAt)}
            />
          </Fact>
        )}
      </FactSection>
      {reports.map(report => (
        <ReportSection
          key={`${report.sourceId} ${report.key}`}
          report={report}
        />
      ))}
    </>
  );
}
