import { errorApiRef, useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import { CsvColumn, toCsv } from '@opsdeck/backstage-plugin-operations-common';
import Button from '@material-ui/core/Button';
import { useState } from 'react';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';
import { saveFile } from './saveFile';

export interface CsvButtonProps<TRow> {
  /** Without the ending, for example "deployments-orders". */
  fileName: string;
  columns: readonly CsvColumn<TRow>[];
  /** The rows, or how to get them all where the page shows only some. */
  rows: readonly TRow[] | (() => Promise<readonly TRow[]>);
}

/** Saves a table as CSV, for pasting into a report. */
export function CsvButton<TRow>(props: CsvButtonProps<TRow>) {
  const { fileName, columns, rows } = props;
  const { t } = useKitTranslation();
  const errors = useApi(errorApiRef);
  const [pending, setPending] = useState(false);
  const exportRows = async () => {
    setPending(true);
    try {
      const all = typeof rows === 'function' ? await rows() : rows;
      save(`${safeName(fileName)}.csv`, toCsv(columns, all));
    } catch (error) {
      errors.post(
        new Error(t('csv.failed', { message: toError(error).message })),
      );
    } finally {
      setPending(false);
    }
  };
  return (
    <Button
      size="small"
      variant="outlined"
      disabled={pending}
      onClick={exportRows}
    >
      {t(pending ? 'csv.exporting' : 'csv.export')}
    </Button>
  );
}

function safeName(name: string): string {
  return name.replace(/[^\w.-]+/g, '-');
}

/** The byte order mark makes spreadsheets read UTF-8. */
function save(name: string, text: string) {
  saveFile(
    name,
    new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }),
  );
}
