/** Environments of the demo, in the order of promotion. */
export type Environment = 'development' | 'staging' | 'production' | 'dr';

/** What carries a release out; it decides which providers report it. */
export type Engine = 'kubernetes' | 'vercel' | 'cdk';

/** One HTTP route and its part of all requests; the parts of a service sum to 1. */
export interface Route {
  method: string;
  path: string;
  share: number;
}

type Range = readonly [least: number, most: number];

/** The facts of one demo service that never change. */
export interface Service {
  name: string;
  title: string;
  engine: Engine;
  strategy: 'rolling' | 'canary' | 'promote' | 'cloudformation';
  environments: readonly Environment[];
  /** One production release happens in each slot of this many hours. */
  slotHours: number;
  /** Hours that a release stays in an environment before it goes on: least and most. */
  soak: { development: Range; staging: Range };
  /** GitHub logins of those who release it. */
  authors: readonly string[];
  replicas: number;
  /** Mean request rate in production, per second. */
  requestsPerSecond: number;
  /** Hour of the day (UTC) and day of the week (0 is Monday) of most traffic. */
  peakHour: number;
  peakWeekday: number;
  /** Share of requests that fail with a 5xx code in quiet times. */
  errorRatio: number;
  /** Median response time in quiet times, seconds. */
  medianLatency: number;
  routes: readonly Route[];
  /** Words that its commits are about. */
  topics: readonly string[];
}

const DANA = 'dana-developer';
const SAM = 'sam-owner';

const QUICK_SOAK: Service['soak'] = { development: [1, 6], staging: [3, 8] };

export const SERVICES: readonly Service[] = [
  {
    name: 'hopngo',
    title: 'HopNGo',
    engine: 'kubernetes',
    strategy: 'rolling',
    environments: ['development', 'staging', 'production', 'dr'],
    slotHours: 36,
    soak: QUICK_SOAK,
    authors: [DANA, SAM],
    replicas: 6,
    requestsPerSecond: 42,
    peakHour: 17,
    peakWeekday: 5,
    errorRatio: 0.0002,
    medianLatency: 0.085,
    routes: [
      { method: 'GET', path: '/api/listings', share: 0.62 },
      { method: 'GET', path: '/api/search', share: 0.26 },
      { method: 'POST', path: '/api/bookings', share: 0.09 },
      { method: 'POST', path: '/api/payments', share: 0.03 },
    ],
    topics: ['booking flow', 'listing search', 'bKash payments', 'map tiles'],
  },
  {
    name: 'saas-platform',
    title: 'SaaS Platform',
    engine: 'kubernetes',
    strategy: 'canary',
    environments: ['development', 'staging', 'production'],
    slotHours: 48,
    // Longer than any two of its production releases are apart, so that development is always ahead.
    soak: { development: [46, 50], staging: [24, 30] },
    authors: [SAM, 'priya-platform', SAM],
    replicas: 8,
    requestsPerSecond: 65,
    peakHour: 13,
    peakWeekday: 2,
    errorRatio: 0.0003,
    medianLatency: 0.06,
    routes: [
      { method: 'GET', path: '/v1/workspaces', share: 0.7 },
      { method: 'PUT', path: '/v1/documents', share: 0.24 },
      { method: 'POST', path: '/v1/sessions', share: 0.06 },
    ],
    topics: ['tenant quotas', 'single sign-on', 'audit log', 'billing export'],
  },
  {
    name: 'catalogue-pipeline',
    title: 'Catalogue Pipeline',
    engine: 'vercel',
    strategy: 'promote',
    environments: ['staging', 'production'],
    slotHours: 24,
    soak: QUICK_SOAK,
    authors: [SAM, 'cleo-catalogue', 'cleo-catalogue'],
    replicas: 3,
    requestsPerSecond: 18,
    peakHour: 10,
    peakWeekday: 1,
    errorRatio: 0.0006,
    medianLatency: 0.14,
    routes: [
      { method: 'GET', path: '/api/products', share: 0.8 },
      { method: 'POST', path: '/api/imports', share: 0.12 },
      { method: 'POST', path: '/api/translations', share: 0.08 },
    ],
    topics: [
      'supplier import',
      'translations',
      'image resizing',
      'review page',
    ],
  },
  {
    name: 'markethub-mobile',
    title: 'MarketHub Mobile',
    engine: 'kubernetes',
    strategy: 'rolling',
    environments: ['development', 'staging', 'production', 'dr'],
    slotHours: 60,
    soak: QUICK_SOAK,
    authors: [DANA, 'mo-market'],
    replicas: 5,
    requestsPerSecond: 80,
    peakHour: 19,
    peakWeekday: 5,
    errorRatio: 0.0004,
    medianLatency: 0.11,
    routes: [
      { method: 'GET', path: '/api/feed', share: 0.66 },
      { method: 'POST', path: '/api/orders', share: 0.18 },
      { method: 'GET', path: '/api/rewards', share: 0.16 },
    ],
    topics: ['order checkout', 'rewards', 'chat tokens', 'push messages'],
  },
  {
    name: 'boat-listings',
    title: 'Boat Listings',
    engine: 'cdk',
    strategy: 'cloudformation',
    environments: ['staging', 'production'],
    slotHours: 72,
    soak: QUICK_SOAK,
    authors: [SAM, 'bea-boats'],
    replicas: 2,
    requestsPerSecond: 6,
    peakHour: 18,
    peakWeekday: 6,
    errorRatio: 0.0001,
    medianLatency: 0.18,
    routes: [
      { method: 'GET', path: '/boats', share: 0.85 },
      { method: 'POST', path: '/inquiries', share: 0.15 },
    ],
    topics: ['boat search', 'inquiry mails', 'admin pages', 'photo upload'],
  },
];

/** The service of that name. */
export function findService(name: string): Service | undefined {
  return SERVICES.find(service => service.name === name);
}
