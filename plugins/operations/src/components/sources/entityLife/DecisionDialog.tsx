import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Capability,
  EntityDecision,
  EntityLifeHalt,
  FleetEntities,
  entitiesManagePermission,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  ConfirmDialog,
  useApiMutation,
} from '@opsdeck/backstage-plugin-operations-react';
import { entitiesApiRef } from '../../../api/entitiesApiRef';
import { operationsTranslationRef } from '../../../translation';

type Proposal = FleetEntities['proposals'][number];

/** What an administrator is about to decide. */
export type AskedDecision =
  | { type: EntityDecision['decision']; proposal: Proposal }
  | { type: 'confirmed'; pluginId: Capability; halt: EntityLifeHalt };

export interface DecisionDialogProps {
  asked: AskedDecision;
  onClose: () => void;
  /** Called with what was done, in words. */
  onDone: (text: string) => void;
}

/** Says what follows from a decision on entities, then takes it. */
export function DecisionDialog(props: DecisionDialogProps) {
  const { asked, onClose, onDone } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  const say = (part: 'question' | 'consequence' | 'done') =>
    asked.type === 'confirmed'
      ? t(`entityLife.confirmed.${part}`, {
          tab: t(`capability.${asked.pluginId}`),
          missing: String(asked.halt.missing),
        })
      : t(`entityLife.${asked.type}.${part}`, {
          from: asked.proposal.from,
          to: asked.proposal.to,
        });
  const decide = useApiMutation({
    api: entitiesApiRef,
    mutate: api =>
      asked.type === 'confirmed'
        ? api.confirm(asked.pluginId)
        : api.decide({
            from: asked.proposal.from,
            to: asked.proposal.to,
            decision: asked.type,
          }),
    onSuccess: () => onDone(say('done')),
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={say('question')}
      effect={t(`entityLife.${asked.type}.effect`)}
      onConfirm={() => decide.mutateAsync()}
      errorContext={{
        what: t('entityLife.what'),
        permission: entitiesManagePermission.name,
      }}
    >
      {say('consequence')}
    </ConfirmDialog>
  );
}
