import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  ErrorPanel,
  LoadingSkeleton,
  ScrollRegion,
  useEntityQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { SloView } from '@opsdeck/backstage-plugin-slos-common';
import { useState } from 'react';
import { slosApiRef } from '../api/slosApiRef';

const useStyles = makeStyles(theme => ({
  place: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
  },
  text: {
    maxHeight: 360,
    margin: theme.spacing(1, 0, 0),
    padding: theme.spacing(1),
    overflow: 'auto',
    fontSize: theme.typography.pxToRem(12),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
}));

/** Where the objective is declared, and the file as it is in use. */
export function Definition({ slo }: { slo: SloView }) {
  const classes = useStyles();
  const [shown, setShown] = useState(false);
  const { file, line, url } = slo.definition;
  const place = `${file}:${line}`;
  return (
    <>
      <span className={classes.place}>
        {url ? <Link to={url}>{place}</Link> : <code>{place}</code>}
        <Button
          size="small"
          aria-expanded={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? 'Hide the file' : 'Show the file'}
        </Button>
      </span>
      {shown && <DefinitionText slo={slo} />}
    </>
  );
}

function DefinitionText({ slo }: { slo: SloView }) {
  const classes = useStyles();
  const { data, error, refetch } = useEntityQuery({
    api: slosApiRef,
    name: ['definition', slo.id],
    query: (api, { entityRef, signal }) =>
      api.getDefinition(entityRef, slo.id, { signal }),
  });
  if (error) {
    return <ErrorPanel what="the file" error={error} onRetry={refetch} />;
  }
  if (!data) return <LoadingSkeleton what="the file" />;
  return (
    <ScrollRegion
      className={classes.text}
      label={`Text of ${data.place.file}`}
      preformatted
    >
      {data.text}
    </ScrollRegion>
  );
}
