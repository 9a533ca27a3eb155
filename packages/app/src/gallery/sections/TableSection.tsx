import {
  ANY,
  CsvButton,
  DataColumn,
  DataTable,
  DetailDrawer,
  DurationText,
  Fact,
  FactSection,
  FilterBar,
  FilterSelect,
  NewestOnly,
  SaveButton,
  TwoLines,
  VerdictChip,
  useDetailDrawer,
  useUrlState,
} from '@opsdeck/backstage-plugin-operations-react';
import { VERDICTS, Verdict } from '@opsdeck/backstage-plugin-operations-common';
import { Example } from '../Example';
import { LONG_TEXT } from '../samples';

interface Row {
  name: string;
  owner: string;
  verdict: Verdict | null;
  exposureMin: number | null;
}

const ROWS: readonly Row[] = [
  {
    name: 'orders-db',
    owner: 'payments',
    verdict: 'breached',
    exposureMin: 47,
  },
  { name: 'media', owner: 'web', verdict: 'at-risk', exposureMin: 12 },
  { name: LONG_TEXT, owner: 'web', verdict: 'unknown', exposureMin: null },
  { name: 'sessions', owner: 'payments', verdict: 'met', exposureMin: 1 },
  { name: 'scratch', owner: 'web', verdict: null, exposureMin: null },
];

const columns: DataColumn<Row>[] = [
  {
    id: 'name',
    title: 'Resource',
    render: ({ name, owner }) => <TwoLines first={name} second={owner} wrap />,
    sortValue: ({ name }) => name,
  },
  {
    id: 'verdict',
    title: 'Verdict',
    render: ({ verdict }) => <VerdictChip verdict={verdict} />,
    sortValue: ({ verdict }) => verdict && VERDICTS.indexOf(verdict),
  },
  {
    id: 'exposure',
    title: 'Would be lost',
    align: 'right',
    render: ({ exposureMin }) =>
      exposureMin === null ? (
        '—'
      ) : (
        <DurationText value={exposureMin * 60_000} />
      ),
    sortValue: ({ exposureMin }) => exposureMin,
  },
];

const OWNERS = ['payments', 'web'].map(value => ({ value, title: value }));

/** Dense tables with filters, sort and open row in the URL. */
export function TableSection() {
  const drawer = useDetailDrawer('sample');
  const [owner, setOwner] = useUrlState<string>('owner', ANY);
  const rows = ROWS.filter(row => owner === ANY || row.owner === owner);
  const opened = ROWS.find(({ name }) => name === drawer.openKey);
  return (
    <>
      <Example title="FilterBar, DataTable and CsvButton">
        <FilterBar
          label="Filter samples"
          onReset={owner === ANY ? undefined : () => setOwner(ANY)}
        >
          <FilterSelect
            label="Owner"
            value={owner}
            onChange={setOwner}
            options={OWNERS}
          />
          <CsvButton
            fileName="samples"
            columns={[
              { title: 'Resource', value: row => row.name },
              { title: 'Exposure (min)', value: row => row.exposureMin },
            ]}
            rows={rows}
          />
        </FilterBar>
        <DataTable
          label="Sample resources"
          columns={columns}
          rows={rows}
          rowKey={({ name }) => name}
          onOpen={({ name }) => drawer.open(name)}
          openKey={drawer.openKey}
          sortParameter="sort"
          emptyText="No sample fits this filter"
          onLoadMore={() => {}}
        />
        <NewestOnly count={rows.length} />
      </Example>
      <Example
        title="SaveButton: a file that the backend makes, or why not"
        row
      >
        <SaveButton
          fileName="samples.txt"
          load={async () => new Blob(['a sample'])}
          errorContext={{ what: 'the samples' }}
        >
          Save the samples
        </SaveButton>
      </Example>
      <Example title="DataTable: nothing to show">
        <DataTable
          label="No samples"
          columns={columns}
          rows={[]}
          rowKey={({ name }) => name}
          emptyText="No sample is on record"
        />
      </Example>
      <DetailDrawer
        open={opened !== undefined}
        onClose={drawer.close}
        title={opened?.name}
      >
        {opened && (
          <FactSection title="Sample facts">
            <Fact term="Owner">{opened.owner}</Fact>
            <Fact term="Verdict">
              <VerdictChip verdict={opened.verdict} />
            </Fact>
          </FactSection>
        )}
      </DetailDrawer>
    </>
  );
}
