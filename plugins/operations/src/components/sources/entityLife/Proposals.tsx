import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { FleetEntities } from '@opsdeck/backstage-plugin-operations-common';
import { RelativeTime } from '@opsdeck/backstage-plugin-operations-react';
import { operationsTranslationRef, listText } from '../../../translation';
import { EntityLink } from '../../entity/EntityLink';
import { AskedDecision } from './DecisionDialog';

const DECISIONS = ['accepted', 'declined'] as const;

export interface ProposalsProps extends Pick<FleetEntities, 'proposals'> {
  onAsk: (decision: AskedDecision) => void;
}

/** Renames that nobody declared, with what speaks for each. */
export function Proposals({ proposals, onAsk }: ProposalsProps) {
  const { t } = useTranslationRef(operationsTranslationRef);
  if (proposals.length === 0) return null;
  return (
    <ul>
      {proposals.map(proposal => {
        const { from, to, evidence, since, plugins } = proposal;
        return (
          <li key={`${from} ${to}`}>
            <Typography variant="body2">
              {t('entityLife.proposal', {
                from,
                to: <EntityLink entityRef={to}>{to}</EntityLink>,
              })}
            </Typography>
            <Typography variant="body2">
              {t('entityLife.evidence', {
                evidence,
                since: <RelativeTime at={since} />,
                tabs: listText(
                  plugins.map(pluginId => t(`capability.${pluginId}`)),
                  t,
                ),
              })}
            </Typography>
            {DECISIONS.map(type => (
              <Button
                key={type}
                size="small"
                variant="outlined"
                aria-label={t(`entityLife.${type}.buttonOf`, { from, to })}
                onClick={() => onAsk({ type, proposal })}
              >
                {t(`entityLife.${type}.button`)}
              </Button>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
