import { useTranslationRef } from '@backstage/frontend-plugin-api';
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
import { operationsTranslationRef } from '../../../translation';
import { SourceRow } from '../sourceRows';
import { letterTexts, replayText } from '../sourceText';
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
  const { t } = useTranslationRef(operationsTranslationRef);
  const query = useApiQuery({
    api: sourcesApiRef,
    name: ['dead-letter', row.key, letterId],
    query: (api, { signal }) =>
      api.of(row.pluginId).getDeadLetter(row.source.id, letterId, { signal }),
  });
  return (
    <Section what={t('letter.what')} query={query}>
      {letter => <Letter row={row} letter={letter} />}
    </Section>
  );
}

function Letter({ row, letter }: { row: SourceRow; letter: DeadLetter }) {
  const classes = useStyles();
  const { t } = useTranslationRef(operationsTranslationRef);
  const { allowed } = usePermission({ permission: sourcesRunPermission });
  const replay = useApiMutation({
    api: sourcesApiRef,
    mutate: api =>
      api.of(row.pluginId).replayDeadLetter(row.source.id, letter.id),
  });
  return (
    <>
      <FactSection title={t(`${letterTexts(row)}.one`)}>
        <Fact term={t('letter.state')}>{t(`letterState.${letter.state}`)}</Fact>
        <Fact term={t('letter.refusedBy')}>
          {t(`refusedBy.${letter.refusedBy}`)}
        </Fact>
        <Fact term={t('letter.why')}>{letter.reason}</Fact>
        <Fact term={t('letter.firstArrived')}>
          <RelativeTime at={letter.firstArrivedAt} />
        </Fact>
        <Fact term={t('letter.lastArrived')}>
          <RelativeTime at={letter.arrivedAt} />
        </Fact>
        <Fact term={t('letter.triedAgain')}>
          {letter.lastReplayAt
            ? t('letter.tried', {
                count: letter.replays,
                when: <RelativeTime at={letter.lastReplayAt} />,
              })
            : t('letter.never')}
        </Fact>
      </FactSection>
      <ScrollRegion
        className={classes.payload}
        label={t('letter.payload')}
        preformatted
      >
        {letter.payload}
      </ScrollRegion>
      <div className={classes.actions}>
        <CopyButton text={letter.payload} label={t('letter.copy')} />
        {allowed && letter.state !== 'replayed' && !letter.notReplayable && (
          <Button
            size="small"
            variant="outlined"
            disabled={replay.isPending}
            onClick={() => replay.mutate()}
          >
            {t('letter.replay')}
          </Button>
        )}
      </div>
      {letter.state !== 'replayed' && letter.notReplayable && (
        <Typography variant="body2">
          {t('letter.notReplayable', { reason: letter.notReplayable })}
        </Typography>
      )}
      {replay.data && (
        <Typography variant="body2" role="status">
          {replayText({ results: [replay.data], remaining: 0 }, t)}
        </Typography>
      )}
      {replay.error && (
        <ErrorPanel
          what={t('letter.what')}
          action={t('letter.replayAction')}
          error={replay.error}
          permission={sourcesRunPermission.name}
        />
      )}
    </>
  );
}
