import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  DeploymentDetail,
  DeploymentsApi,
  deploymentsReadPermission,
  releaseName,
} from '@opsdeck/backstage-plugin-deployments-common';
import {
  DurationText,
  Fact,
  FactSection,
  QueryBoundary,
  RelativeTime,
  useEntityQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { deploymentsApiRef } from '../api/deploymentsApiRef';
import { deploymentsTranslationRef } from '../translation';
import { ReportSection } from './ReportSection';
import { StatusChip } from './StatusChip';

/** Asks for one deployment, also when it is not on the page of the list. */
export function useDeployment(
  id: string | undefined,
): ReturnType<typeof useEntityQuery<DeploymentsApi, DeploymentDetail>> {
  return useEntityQuery({
    api: deploymentsApiRef,
    name: ['deployment', id],
    query: (api, { entityRef, signal }) =>
      api.getDeployment(entityRef, id ?? '', { signal }),
    enabled: id !== undefined,
    refetchIntervalMs: 30_000,
  });
}

export interface DeploymentDetailsProps {
  query: ReturnType<typeof useEntityQuery<DeploymentsApi, DeploymentDetail>>;
  /** Opens another deployment. */
  onOpen: (id: string) => void;
}

/** Everything known of one deployment: what, where, by whom, and how it went. */
export function DeploymentDetails({ query, onOpen }: DeploymentDetailsProps) {
  const { t } = useTranslationRef(deploymentsTranslationRef);
  return (
    <QueryBoundary
      query={query}
      what={t('details.what')}
      permission={deploymentsReadPermission.name}
      keepPrevious={false}
    >
      {detail => <Details detail={detail} onOpen={onOpen} />}
    </QueryBoundary>
  );
}

function Details(props: {
  detail: DeploymentDetail;
  onOpen: (id: string) => void;
}) {
  const { t } = useTranslationRef(deploymentsTranslationRef);
  const { deployment, previous, reports } = props.detail;
  const { artifact, strategy, trigger, finishedAt, startedAt } = deployment;
  return (
    <>
      <Typography variant="body1" component="div">
        <StatusChip status={deployment.status} />{' '}
        {deployment.cause ?? t('details.noReason')}
      </Typography>
      <FactSection title={t('details.whatAndWhere')}>
        <Fact term={t('details.environment')}>
          {deployment.environment?.title ?? t('details.noEnvironment')}
        </Fact>
        <Fact term={t('details.place')}>{deployment.place}</Fact>
        <Fact term={t('details.version')}>
          {artifact.version ?? t('details.notReported')}
        </Fact>
        {artifact.image && (
          <Fact term={t('details.image')}>{artifact.image}</Fact>
        )}
        {artifact.digest && (
          <Fact term={t('details.digest')}>{artifact.digest}</Fact>
        )}
        <Fact term={t('details.commit')}>
          {deployment.commit ?? t('details.notReported')}
        </Fact>
        {deployment.repository && (
          <Fact term={t('details.repository')}>{deployment.repository}</Fact>
        )}
        <Fact term={t('details.before')}>
          {previous ? (
            <Button size="small" onClick={() => props.onOpen(previous.id)}>
              {releaseName(previous)}
            </Button>
          ) : (
            t('details.nothingBefore')
          )}
        </Fact>
      </FactSection>
      <FactSection title={t('details.how')}>
        <Fact term={t('details.by')}>
          {deployment.author ?? t('details.notReported')}
        </Fact>
        {trigger && (
          <Fact term={t('details.triggeredBy')}>{t(`trigger.${trigger}`)}</Fact>
        )}
        <Fact term={t('details.strategy')}>
          {strategy ? t(`strategy.${strategy}`) : t('details.notReported')}
        </Fact>
        <Fact term={t('details.started')}>
          <RelativeTime at={startedAt} />
        </Fact>
        {finishedAt && (
          <Fact term={t('details.took')}>
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
