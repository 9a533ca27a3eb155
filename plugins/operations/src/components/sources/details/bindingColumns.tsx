import { RecordBinding } from '@opsdeck/backstage-plugin-operations-common';
import {
  DataColumn,
  TwoLines,
} from '@opsdeck/backstage-plugin-operations-react';
import { OperationsTranslator } from '../../../translation';
import { EntityLink } from '../../entity/EntityLink';

/** A record, whose it is, and why. */
export function bindingColumns(
  t: OperationsTranslator,
): DataColumn<RecordBinding>[] {
  return [
    {
      id: 'record',
      title: t('bindings.record'),
      render: ({ title, key }) => (
        <TwoLines first={title} second={key === title ? '' : key} />
      ),
    },
    {
      id: 'entity',
      title: t('bindings.entity'),
      render: ({ entityRef }) =>
        entityRef ? (
          <EntityLink entityRef={entityRef}>{entityRef}</EntityLink>
        ) : (
          t('bindings.none')
        ),
    },
    {
      id: 'why',
      title: t('bindings.why'),
      render: binding => <Why binding={binding} t={t} />,
    },
  ];
}

interface WhyProps {
  binding: RecordBinding;
  t: OperationsTranslator;
}

/** What was noted with the record, and what the catalog says now where that is more. */
function Why({ binding, t }: WhyProps) {
  const { entityRef, note, now } = binding;
  if (!now) return <>{note}</>;
  if (now.entityRef === entityRef) return <WhyNow now={now} t={t} />;
  return (
    <>
      {note}
      <div>
        {now.entityRef
          ? t('bindings.byNow', {
              entity: (
                <EntityLink entityRef={now.entityRef}>
                  {now.entityRef}
                </EntityLink>
              ),
              why: <WhyNow now={now} t={t} />,
            })
          : t('bindings.byNowNone', { why: <WhyNow now={now} t={t} /> })}
      </div>
    </>
  );
}

function WhyNow(props: {
  now: NonNullable<RecordBinding['now']>;
  t: OperationsTranslator;
}) {
  const { now, t } = props;
  if (now.via) {
    return (
      <>
        {t(`bindings.via.${now.via.type}`, {
          name: <code>{now.via.name}</code>,
          value: <code>{now.via.value}</code>,
        })}
      </>
    );
  }
  return (
    <>
      {now.reason}
      {now.candidates.map(candidate => (
        <div key={candidate}>
          <EntityLink entityRef={candidate}>{candidate}</EntityLink>
        </div>
      ))}
    </>
  );
}
