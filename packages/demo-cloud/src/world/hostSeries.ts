import { Database } from './databases';
import { Series } from './seriesSource';
import { Service, SERVICES } from './services';
import { DAY, FOUNDED } from './time';
import { Traffic } from './traffic';

/** Whether each instance answers its scrape; one stops while a rollout is stuck. */
export function upSeries(
  service: Service,
  environment: string,
  traffic: Traffic,
): Series[] {
  const network = environment === 'production' ? '10.0' : '10.1';
  const subnet = `${network}.${SERVICES.indexOf(service) + 1}`;
  const instances = Math.min(service.replicas, 3);
  return Array.from({ length: instances }, (_, index) => ({
    labels: {
      __name__: 'up',
      job: service.name,
      instance: `${subnet}.${10 + index}:8080`,
      service: service.name,
      environment,
    },
    valueAt: (tMs: number) => {
      if (tMs < FOUNDED) {
        return undefined;
      }
      const last = index === instances - 1;
      const stuck = last && traffic.faultsAt(tMs).some(isStuck);
      return stuck ? 0 : 1;
    },
  }));
}

function isStuck({ defect }: { defect: string }): boolean {
  return defect === 'stuck';
}

/** Open connections of a database: they follow the day, and rise while a bad release runs. */
export function connectionSeries(database: Database, traffic: Traffic): Series {
  return {
    labels: {
      __name__: 'db_connections',
      service: database.service,
      environment: database.environment,
      instance: database.name,
    },
    valueAt: tMs => {
      if (tMs < FOUNDED) {
        return undefined;
      }
      const day = Math.cos((2 * Math.PI * (tMs - FOUNDED)) / DAY + 2.4);
      const pressure = traffic.faultsAt(tMs).length > 0 ? 45 : 0;
      return Math.round(34 + 14 * day + pressure);
    },
  };
}
