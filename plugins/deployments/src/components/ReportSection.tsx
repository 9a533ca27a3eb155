import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { DeploymentReport } from '@opsdeck/backstage-plugin-deployments-common';
import {
  DataColumn,
  DataTable,
  FreshnessLine,
  RelativeTime,
} from '@opsdeck/backstage-plugin-operations-react';
import { StatusChip } from './StatusChip';

type Step = DeploymentReport['history'][number];

const columns: DataColumn<Step>[] = [
  { id: 'at', title: 'When', render: ({ at }) => <RelativeTime at={at} /> },
  {
    id: 'status',
    title: 'Status',
    render: ({ status }) => <StatusChip status={status} />,
  },
  {
    id: 'provider',
    title: 'In the provider’s words',
    render: ({ providerState, note }) => (
      <>
        {providerState}
        {note && (
          <>
            <br />
            <small>{note}</small>
          </>
        )}
      </>
    ),
  },
];

/** What one source says of a deployment: its steps, its pages, and how old that is. */
export function ReportSection({ report }: { report: DeploymentReport }) {
  return (
    <section>
      <Typography variant="h6" component="h3">
        Reported by {report.sourceTitle}
      </Typography>
      {report.freshness ? (
        <FreshnessLine freshness={report.freshness} />
      ) : (
        <Typography variant="body2">
          {report.scopeId} is no longer configured: this is what it said last.
        </Typography>
      )}
      <DataTable
        label={`Steps reported by ${report.sourceTitle}`}
        columns={columns}
        rows={report.history}
        rowKey={({ at, providerState }) => `${at} ${providerState}`}
        emptyText={`Only its present status is known: ${report.providerState}`}
      />
      {report.links.length > 0 && (
        <Typography variant="body2" component="div">
          {report.links.map(({ title, url }, index) => (
            <span key={url}>
              {index > 0 && ' · '}
              <Link to={url}>{title}</Link>
            </span>
          ))}
        </Typography>
      )}
    </section>
  );
}
