export * from './bearer';
export * from './WebhookInbox';
export * from './createWebhookRouter';
export * from './schemes';
