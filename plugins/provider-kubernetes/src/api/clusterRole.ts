import { SourcePolicy } from '@opsdeck/backstage-plugin-operations-common';

/** A service account that may list what this package reads, and nothing else. */
export const CLUSTER_ROLE: SourcePolicy = {
  title: 'ServiceAccount, ClusterRole and token for each cluster',
  format: 'yaml',
  text: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: opsdeck
  namespace: opsdeck
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: opsdeck-deployments
rules:
  - apiGroups: [apps]
    resources: [deployments, replicasets]
    verbs: [list]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: opsdeck-deployments
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: opsdeck-deployments
subjects:
  - kind: ServiceAccount
    name: opsdeck
    namespace: opsdeck
---
apiVersion: v1
kind: Secret
metadata:
  name: opsdeck-token
  namespace: opsdeck
  annotations:
    kubernetes.io/service-account.name: opsdeck
type: kubernetes.io/service-account-token
`,
};
