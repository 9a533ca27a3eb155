import { Environment } from '@opsdeck/backstage-plugin-operations-common';
import {
  EnvironmentMatrix,
  RelativeTime,
  VerdictIcon,
} from '@opsdeck/backstage-plugin-operations-react';
import { Example } from '../Example';
import { LONG_TEXT, Samples } from '../samples';

const VERSIONS: Readonly<Record<string, string>> = {
  dev: '1.43.0-rc.2',
  staging: '1.43.0-rc.1',
  production: '1.42.0',
};

/** Environments side by side. */
export function MatrixSection({ samples }: { samples: Samples }) {
  const deployed = ({ order }: Environment) =>
    order < 4 && <RelativeTime at={samples.ago(order * 140)} />;
  return (
    <>
      <Example title="EnvironmentMatrix: scrolls below its first column">
        <EnvironmentMatrix
          label="Sample versions"
          environments={samples.environments}
          rows={[
            {
              id: 'version',
              label: 'version',
              cell: ({ id }) =>
                VERSIONS[id] && (
                  <>
                    {VERSIONS[id]} <VerdictIcon verdict="met" />
                  </>
                ),
            },
            {
              id: 'deployed',
              label: 'deployed',
              cell: environment => deployed(environment) || null,
            },
            { id: 'none', label: 'strategy', cell: () => null },
          ]}
        />
      </Example>
      <Example title="EnvironmentMatrix: one environment, long text">
        <EnvironmentMatrix
          label="Sample version of one environment"
          environments={samples.environments.slice(0, 1)}
          rows={[{ id: 'version', label: 'version', cell: () => LONG_TEXT }]}
        />
      </Example>
    </>
  );
}
