import type { DatabaseFigures } from './index';
import type { RouteName } from './routes';

export interface ReportFacts {
  at: Date;
  machine: string;
  providerLatencyMs: number;
}

/** The figures as Markdown, ratios within one run first. */
export function renderReport(
  figures: readonly DatabaseFigures[],
  facts: ReportFacts,
): string {
  return `# Benchmarks

Made by \`npm run bench docs/benchmarks.md\` on ${facts.at
    .toISOString()
    .slice(0, 10)}. Machine: ${facts.machine}.
Four connections, one route after the other in one run; compare the ratios, not the
milliseconds: they hold when the machine is faster or slower.

${figures.map(each => section(each, facts)).join('\n')}`;
}

function section(
  { database, routes, upstream }: DatabaseFigures,
  facts: ReportFacts,
): string {
  // By throughput: half of the constant's answers take less than the 1 ms that a percentile resolves.
  const base = routes.constant.requestsPerSecond;
  const live = routes['live RDS'].requestsPerSecond;
  const rows = (Object.keys(routes) as RouteName[]).map(name => {
    const { p50, p975, p99, requestsPerSecond } = routes[name];
    return `| ${name} | ${p50} | ${p975} | ${p99} | ${requestsPerSecond.toFixed(
      0,
    )} | ${(base / requestsPerSecond).toFixed(1)} × | ${(
      requestsPerSecond / live
    ).toFixed(1)} × |`;
  });
  return `## ${database}

| route | p50 ms | p97.5 ms | p99 ms | requests/s | cost against a constant route | faster than live |
|---|---|---|---|---|---|---|
${rows.join('\n')}

\`constant\` is an authenticated Backstage route that answers a constant; \`catalog entity\` is the
catalog's own read of the entity; \`live RDS\` reads one account and region from the provider on
every view, with ${
    facts.providerLatencyMs
  } ms per provider call. Ratios are of requests per second.

Provider calls during ${upstream.views.toLocaleString(
    'en',
  )} page views within ${upstream.windowSeconds} s: ${upstream.during};
in an equally long time without any view: ${upstream.idle}.
`;
}
