import {
  DEPLOYMENT_STATUSES,
  DeploymentQuery,
  DeploymentStatus,
} from '@opsdeck/backstage-plugin-deployments-common';
import { ANY, useUrlState } from '@opsdeck/backstage-plugin-operations-react';

export interface DeploymentFilters {
  environment: string;
  status: DeploymentStatus | typeof ANY;
  author: string;
  setEnvironment: (value: string) => void;
  setStatus: (value: DeploymentStatus | typeof ANY) => void;
  setAuthor: (value: string) => void;
  /** What they come to in a request. */
  query: Pick<DeploymentQuery, 'environment' | 'status' | 'author'>;
  isFiltered: boolean;
}

/** The filters of the list, kept in the query string. */
export function useDeploymentFilters(): DeploymentFilters {
  const [environment, setEnvironment] = useUrlState<string>('environment', ANY);
  const [status, setStatus] = useUrlState<DeploymentStatus | typeof ANY>(
    'status',
    ANY,
    [ANY, ...DEPLOYMENT_STATUSES],
  );
  const [author, setAuthor] = useUrlState<string>('author', ANY);
  return {
    environment,
    status,
    author,
    setEnvironment,
    setStatus,
    setAuthor,
    query: {
      ...(environment === ANY ? {} : { environment }),
      ...(status === ANY ? {} : { status }),
      ...(author === ANY ? {} : { author }),
    },
    isFiltered: [environment, status, author].some(value => value !== ANY),
  };
}
