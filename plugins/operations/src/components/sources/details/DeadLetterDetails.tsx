import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  DeadLetter,
  sourcesRunPermission,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  CopyButton,
  ErrorPanel,
  Fact,
  FactSection,
  RelativeTime,
  ScrollRegion,
  useApiMutation,
  useApiQuery,
} from '@opsdeck/backstage-plugin-operations-react';
import { sourcesApiRef } from '../../../api/sourcesApiRef';
import { SourceRow } from '../sourceRows';
import { REFUSED_BY_WORDS, countOf, replayText } from '../sourceText';
import { Section } from './Section';

const useStyles = makeStyles(theme => ({
  payload: {
    overflow: 'auto',
    maxHeight: 320,
    padding: theme.spacing(1.5),
    margin: theme.spacing(1, 0),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.body2.fontSize,
  },
  actions: { display: 'flex', gap: theme.spacing(1) },
}));

export interface DeadLetterDetailsProps {
  row: SourceRow;
  letterId: string;
}

/** One dead letter in full: what arrived, why it was refused, and trying it again. */
export function DeadLetterDetails({ row, letterId }: DeadLetterDetailsProps) {
  const query = useApiQuery({
    api: sourcesApiRef,
    name: ['dead-letter', row.key, letterId],
    query: (api, { signal }) =>
      api.of(row.pluginId).getDeadLetter(row.source.id, letterId, { signal }),
  });
  return (
    <Section what="the dead letter" query={query}>
      {letter => <Letter row={row} letter={letter} />}
    </Section>
  );
}

function Letter({ row, letter }: { row: SourceRow; letter: DeadLetter }) {
  const classes = useStyles();
  const { allowed } = usePermission({ permission: sourcesRunPermission });
  const replay = useApiMutation({
    api: sourcesApiRef,
    mutate: api =>
      api.of(row.pluginId).replayDeadLetter(row.source.id, letter.id),
  });
  return (
    <>
      <FactSection title="Dead letter">
        <Fact term="State">{letter.state}</Fact>
        <Fact term="Refused by">{REFUSED_BY_WORDS[letter.refusedBy]}</Fact>
        <Fact term="Why">{letter.reason}</Fact>
        <Fact term="First arrived">
          <RelativeTime at={letter.firstArrivedAt} />
        </Fact>
        <Fact term="Last arrived">
          <RelativeTime at={letter.arrivedAt} />
        </Fact>
        <Fact term="Tried again">
          {letter.lastReplayAt ? (
            <>
              {countOf(letter.replays, 'time')}, last{' '}
              <RelativeTime at={letter.lastReplayAt} />
            </>
          ) : (
            'never'
          )}
        </Fact>
      </FactSection>
      <ScrollRegion
        className={classes.payload}
        label="Payload, secrets taken out"
        preformatted
      >
        {letter.payload}
      </ScrollRegion>
      <div className={classes.actions}>
        <CopyButton text={letter.payload} label="Copy payload" />
        {allowed && letter.state !== 'replayed' && !letter.notReplayable && (
          <Button
            size="small"
            variant="outlined"
            disabled={replay.isPending}
            onClick={() => replay.mutate()}
          >
            Process it again
          </Button>
        )}
      </div>
      {letter.state !== 'replayed' && letter.notReplayable && (
        <Typography variant="body2">
          It cannot be processed again: {letter.notReplayable}.
        </Typography>
      )}
      {replay.data && (
        <Typography variant="body2" role="status">
          {replayText({ results: [replay.data], remaining: 0 })}
        </Typography>
      )}
      {replay.error && (
        <ErrorPanel
          what="the dead letter"
          action="process it again"
          error={replay.error}
          permission={sourcesRunPermission.name}
        />
      )}
    </>
  );
}
