import { RecordFacts } from './bindingFacts';

/** Annotations that other plugins established and that we read. */
export const PEER_ANNOTATIONS = {
  kubernetesId: 'backstage.io/kubernetes-id',
  kubernetesLabelSelector: 'backstage.io/kubernetes-label-selector',
  kubernetesNamespace: 'backstage.io/kubernetes-namespace',
  githubProjectSlug: 'github.com/project-slug',
  gitlabProjectSlug: 'gitlab.com/project-slug',
  gitlabProjectId: 'gitlab.com/project-id',
  gitlabInstance: 'gitlab.com/instance',
  argocdAppName: 'argocd/app-name',
  argocdAppSelector: 'argocd/app-selector',
  argocdProjectName: 'argocd/project-name',
  argocdAppNamespace: 'argocd/app-namespace',
  argocdInstanceName: 'argocd/instance-name',
  rdsArn: 'aws.amazon.com/amazon-rds-arn',
  rdsTags: 'aws.amazon.com/amazon-rds-tags',
  ecsServiceArn: 'aws.amazon.com/amazon-ecs-service-arn',
  ecsServiceTags: 'aws.amazon.com/amazon-ecs-service-tags',
  codePipelineArn: 'aws.amazon.com/aws-codepipeline-arn',
  codePipelineTags: 'aws.amazon.com/aws-codepipeline-tags',
  codeBuildProjectArn: 'aws.amazon.com/aws-codebuild-project-arn',
  codeBuildProjectTags: 'aws.amazon.com/aws-codebuild-project-tags',
  ecrArn: 'aws.amazon.com/amazon-ecr-arn',
  ecrTags: 'aws.amazon.com/amazon-ecr-tags',
  lambdaFunctionName: 'aws.com/lambda-function-name',
  lambdaRegion: 'aws.com/lambda-region',
  azureDevOpsProjectRepo: 'dev.azure.com/project-repo',
  azureDevOpsBuildDefinition: 'dev.azure.com/build-definition',
  azureDevOpsHostOrg: 'dev.azure.com/host-org',
  octopusProjectId: 'octopus.com/project-id',
  harnessServices: 'harness.io/services',
  harnessServiceId: 'harness.io/cd-serviceId',
  cloudBuildProjectSlug: 'google.com/cloudbuild-project-slug',
  prometheusServiceName: 'prometheus.io/service-name',
  pagerDutyServiceId: 'pagerduty.com/service-id',
  sentryProjectSlug: 'sentry.io/project-slug',
  nobl9Services: 'nobl9.com/services',
  nobl9Project: 'nobl9.com/project',
} as const;

/** How an annotation's text names records. */
export type AnnotationForm =
  /** Identifiers, comma-separated: one must equal the record's, in case too. */
  | 'identifiers'
  /** `key=value,key=value`: the record must have all of these tags. */
  | 'tags'
  /** A Kubernetes label selector, compared with the record's labels. */
  | 'label-selector';

/** How one annotation claims records for the entity that carries it. */
export interface ClaimSpec {
  annotation: string;
  form: AnnotationForm;
  /** Only records of this provider and, where named, this kind. */
  of: { provider: string; kind?: string };
  /** What its values name. */
  names: string;
  /** Annotations of the same entity that keep the claim to a place. */
  narrowedBy?: readonly NarrowingSpec[];
}

/** An annotation that claims nothing itself: one of its values must equal the fact. */
export interface NarrowingSpec {
  annotation: string;
  fact: Exclude<keyof RecordFacts, 'labels'>;
}

const A = PEER_ANNOTATIONS;

const KUBERNETES: readonly NarrowingSpec[] = [
  { annotation: A.kubernetesNamespace, fact: 'namespace' },
];
const ARGO_CD: readonly NarrowingSpec[] = [
  { annotation: A.argocdProjectName, fact: 'project' },
  { annotation: A.argocdAppNamespace, fact: 'namespace' },
  { annotation: A.argocdInstanceName, fact: 'instance' },
];

/**
 * The annotations by which the catalog claims records, all of them set by
 * other plugins. An annotation that is not here claims by identifiers too, when
 * a source names it: a provider may bring its own. Queries, dashboards and
 * tokens in annotations (`prometheus.io/rule`, `datadoghq.com/dashboard-url`,
 * `argocd/proxy-url`) identify nothing and are not read.
 */
export const CLAIM_SPECS: readonly ClaimSpec[] = [
  {
    annotation: A.kubernetesId,
    form: 'identifiers',
    of: { provider: 'kubernetes' },
    names: 'the label `backstage.io/kubernetes-id` of objects',
    narrowedBy: KUBERNETES,
  },
  {
    annotation: A.kubernetesLabelSelector,
    form: 'label-selector',
    of: { provider: 'kubernetes' },
    names: 'labels of objects',
    narrowedBy: KUBERNETES,
  },
  identifiers(A.githubProjectSlug, 'github', '`owner/repository`'),
  ...[A.gitlabProjectSlug, A.gitlabProjectId].map(annotation => ({
    ...identifiers(annotation, 'gitlab', 'a project, by path or by number'),
    narrowedBy: [{ annotation: A.gitlabInstance, fact: 'instance' as const }],
  })),
  {
    ...identifiers(A.argocdAppName, 'argocd', 'an application'),
    narrowedBy: ARGO_CD,
  },
  {
    annotation: A.argocdAppSelector,
    form: 'label-selector',
    of: { provider: 'argocd' },
    names: 'labels of applications',
    narrowedBy: ARGO_CD,
  },
  ...aws(A.rdsArn, A.rdsTags, 'rds-instance'),
  ...aws(A.ecsServiceArn, A.ecsServiceTags, 'ecs-service'),
  ...aws(A.codePipelineArn, A.codePipelineTags, 'codepipeline'),
  ...aws(A.codeBuildProjectArn, A.codeBuildProjectTags, 'codebuild-project'),
  ...aws(A.ecrArn, A.ecrTags, 'ecr-repository'),
  {
    ...identifiers(A.lambdaFunctionName, 'aws', 'a Lambda function'),
    narrowedBy: [{ annotation: A.lambdaRegion, fact: 'region' }],
  },
  ...[A.azureDevOpsProjectRepo, A.azureDevOpsBuildDefinition].map(
    annotation => ({
      ...identifiers(annotation, 'azure-devops', 'a repository or a pipeline'),
      narrowedBy: [
        { annotation: A.azureDevOpsHostOrg, fact: 'instance' as const },
      ],
    }),
  ),
  identifiers(A.octopusProjectId, 'octopus', 'a project'),
  identifiers(A.harnessServices, 'harness', 'services'),
  identifiers(A.harnessServiceId, 'harness', 'a service'),
  identifiers(A.cloudBuildProjectSlug, 'google', 'a Cloud Build project'),
  identifiers(A.prometheusServiceName, 'prometheus', 'the label `service`'),
  identifiers(A.pagerDutyServiceId, 'pagerduty', 'a service'),
  identifiers(A.sentryProjectSlug, 'sentry', '`organisation/project`'),
  {
    ...identifiers(A.nobl9Services, 'nobl9', 'services'),
    narrowedBy: [{ annotation: A.nobl9Project, fact: 'project' }],
  },
];

const BY_ANNOTATION = new Map(CLAIM_SPECS.map(spec => [spec.annotation, spec]));

/** How an annotation claims; undefined for one that only a provider knows. */
export function claimSpec(annotation: string): ClaimSpec | undefined {
  return BY_ANNOTATION.get(annotation);
}

/**
 * The name of an annotation for one environment: `github.com/project-slug` for
 * `staging` is `github.com/project-slug.staging`. It takes the place of the
 * plain one there.
 */
export function inEnvironment(
  annotation: string,
  environmentId: string,
): string {
  return `${annotation}.${environmentId}`;
}

function identifiers(
  annotation: string,
  provider: string,
  names: string,
): ClaimSpec {
  return { annotation, form: 'identifiers', of: { provider }, names };
}

function aws(arn: string, tags: string, kind: string): ClaimSpec[] {
  const of = { provider: 'aws', kind };
  return [
    { annotation: arn, form: 'identifiers', of, names: 'an ARN' },
    { annotation: tags, form: 'tags', of, names: 'tags' },
  ];
}
