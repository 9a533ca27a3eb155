/** Secrets as they stand in configuration, annotations and webhooks; none may turn up anywhere else. */
export const SECRETS = {
  awsSecret: 'planted-aws-secret-4f1c',
  brokenKubernetes: 'planted-kubernetes-token-77aa',
  brokenPrometheus: 'planted-prometheus-token-90d2',
  urlPassword: 'planted-url-password-31be',
  webhook: 'planted-webhook-token-5c5c',
  webhookBody: 'planted-webhook-password-e8e8',
  // The stand-in clouds let nobody in without these.
  kubernetes: 'demo-kubernetes-token',
  github: 'demo-github-token',
  prometheus: 'demo-prometheus-token',
  alertmanager: 'demo-alertmanager-token',
};

/** Which of the secrets the text holds, by name. */
export function secretsIn(text: string): string[] {
  return Object.entries(SECRETS)
    .filter(([, secret]) => text.includes(secret))
    .map(([name]) => name);
}
