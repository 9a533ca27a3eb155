import { DATABASES } from './databases';
import { connectionSeries, upSeries } from './hostSeries';
import { httpSeries } from './httpSeries';
import { jobSeries } from './jobSeries';
import { LabelMatcher, Series, SeriesSource } from './seriesSource';
import { SERVICES } from './services';
import { Traffic } from './traffic';
import type { World } from './world';

const MEASURED = ['staging', 'production'] as const;

/** All series of the world; they follow its switches while they are turned. */
export function createWorldSeries(world: World): SeriesSource {
  const series = SERVICES.flatMap(service =>
    MEASURED.flatMap(environment => {
      const traffic = new Traffic(world, service, environment, {
        name: 'http',
        perSecond: service.requestsPerSecond,
      });
      const databases = DATABASES.filter(
        db => db.service === service.name && db.environment === environment,
      );
      return [
        ...httpSeries(service, environment, traffic),
        ...upSeries(service, environment, traffic),
        ...databases.map(database => connectionSeries(database, traffic)),
        ...(environment === 'production' &&
        service.name === 'catalogue-pipeline'
          ? jobSeries(world, service)
          : []),
      ];
    }),
  );
  return { select: matchers => select(series, matchers) };
}

function select(all: Series[], matchers: LabelMatcher[]): Series[] {
  const tests = matchers.map(toTest);
  return all.filter(({ labels }) => tests.every(test => test(labels)));
}

/** @throws SyntaxError when a regular expression cannot be read. */
function toTest({
  name,
  op,
  value,
}: LabelMatcher): (labels: Record<string, string>) => boolean {
  const equal = op === '=' || op === '!=';
  const wanted = op === '=' || op === '=~';
  const pattern = equal ? undefined : new RegExp(`^(?:${value})$`, 's');
  return labels => {
    const found = labels[name] ?? '';
    return wanted === (pattern ? pattern.test(found) : found === value);
  };
}
