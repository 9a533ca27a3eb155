/** The host of Amazon SNS in a region; China has a domain of its own. */
const SNS_HOST =
  /^sns\.(?<region>[a-z]{2}(?:-[a-z]+){1,2}-\d{1,2})\.amazonaws\.com(?<china>\.cn)?$/;

const TOPIC_ARN =
  /^arn:aws(?<partition>-[a-z-]+)?:sns:(?<region>[a-z]{2}(?:-[a-z]+){1,2}-\d{1,2}):\d{12}:[\w-]{1,256}(?:\.fifo)?$/;

/** Whether a text is the ARN of an SNS topic. */
export function isTopicArn(text: string): boolean {
  return TOPIC_ARN.test(text);
}

/**
 * Whether the URL is a certificate on a host of Amazon SNS itself. Nothing else
 * is ever fetched: who could choose the URL could choose the certificate, or
 * have us call hosts inside our own network.
 */
export function isCertificateUrl(text: string): boolean {
  const url = snsUrl(text);
  return (
    url !== undefined &&
    /^\/SimpleNotificationService-[\w-]{1,100}\.pem$/.test(url.pathname) &&
    url.search === ''
  );
}

/** Whether the URL is on a host of Amazon SNS, over TLS, with nothing hidden in it. */
export function isSnsUrl(text: string): boolean {
  return snsUrl(text) !== undefined;
}

function snsUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const host = SNS_HOST.exec(url.hostname)?.groups;
  const plain =
    url.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    url.hash === '';
  const atHome =
    host !== undefined &&
    host.region.startsWith('cn-') === (host.china !== undefined);
  return plain && atHome ? url : undefined;
}

/**
 * Where a subscription is confirmed. It is made of the topic that the
 * configuration names, not of the URL that the message brings.
 */
export function confirmationUrl(topicArn: string, token: string): string {
  const { region } = TOPIC_ARN.exec(topicArn)?.groups ?? {};
  if (!region) throw new Error(`"${topicArn}" is no ARN of an SNS topic`);
  const domain = region.startsWith('cn-')
    ? 'amazonaws.com.cn'
    : 'amazonaws.com';
  const url = new URL(`https://sns.${region}.${domain}/`);
  url.searchParams.set('Action', 'ConfirmSubscription');
  url.searchParams.set('TopicArn', topicArn);
  url.searchParams.set('Token', token);
  return url.toString();
}
