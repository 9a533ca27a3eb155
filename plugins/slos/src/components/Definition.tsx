import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  CodeBlock,
  QueryBoundary,
  useEntityQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { SloView } from '@opsdeck/backstage-plugin-slos-common';
import { useState } from 'react';
import { slosApiRef } from '../api/slosApiRef';
import { slosTranslationRef } from '../translation';

const useStyles = makeStyles(theme => ({
  place: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
  },
}));

/** Where the objective is declared, and the file as it is in use. */
export function Definition({ slo }: { slo: SloView }) {
  const classes = useStyles();
  const { t } = useTranslationRef(slosTranslationRef);
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
          {t(shown ? 'definition.hide' : 'definition.show')}
        </Button>
      </span>
      {shown && <DefinitionText slo={slo} />}
    </>
  );
}

function DefinitionText({ slo }: { slo: SloView }) {
  const { t } = useTranslationRef(slosTranslationRef);
  const query = useEntityQuery({
    api: slosApiRef,
    name: ['definition', slo.id],
    query: (api, { entityRef, signal }) =>
      api.getDefinition(entityRef, slo.id, { signal }),
  });
  return (
    <QueryBoundary
      query={query}
      what={t('definition.what')}
      layout={[{ kind: 'chart' }]}
    >
      {({ place, text }) => (
        <CodeBlock
          label={t('definition.text', { file: place.file })}
          text={text}
        />
      )}
    </QueryBoundary>
  );
}
