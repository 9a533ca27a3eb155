import Typography from '@material-ui/core/Typography';
import { FleetSources } from '@opsdeck/backstage-plugin-operations-common';
import { VerdictIcon } from '@opsdeck/backstage-plugin-operations-react';
import { CAPABILITY_TITLES } from '../capabilities';

export interface SilentBackendsProps {
  /** Those that did not answer. */
  backends: FleetSources['plugins'];
}

/** One quiet line per tab whose backend did not answer. */
export function SilentBackends({ backends }: SilentBackendsProps) {
  return (
    <>
      {backends.map(({ pluginId, problem }) => (
        <Typography key={pluginId} variant="body2" gutterBottom>
          <VerdictIcon verdict="unknown" /> {CAPABILITY_TITLES[pluginId]} did
          not say how its sources are: {problem}
        </Typography>
      ))}
    </>
  );
}
