import Button from '@material-ui/core/Button';
import { useMutation } from '@tanstack/react-query';
import { ReactNode } from 'react';
import { ErrorPanel } from '../feedback/ErrorPanel';
import { ErrorContext } from '../feedback/explainError';
import { saveFile } from './saveFile';

export interface SaveButtonProps {
  /** With its ending. */
  fileName: string;
  /** Gets the file; a failure is shown in place. */
  load: () => Promise<Blob>;
  /** What the file is and who may read it, for when it cannot be had. */
  errorContext: ErrorContext;
  children: ReactNode;
}

/** Saves a file that the backend makes. */
export function SaveButton(props: SaveButtonProps) {
  const { fileName, load, errorContext, children } = props;
  const save = useMutation({
    mutationFn: async () => saveFile(fileName, await load()),
  });
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        disabled={save.isPending}
        onClick={() => save.mutate()}
      >
        {children}
      </Button>
      {save.error && <ErrorPanel error={save.error} {...errorContext} />}
    </>
  );
}
