import { InfoCard } from '@backstage/core-components';
import { EntityTab, EntityTabProps } from './EntityTab';

export interface EntityCardProps<TApi, TData>
  extends EntityTabProps<TApi, TData> {
  /** The heading of the card. */
  title: string;
}

/** The frame of a card on an entity's overview: as {@link EntityTab}, below a title. */
export function EntityCard<TApi, TData>({
  title,
  ...tab
}: EntityCardProps<TApi, TData>) {
  return (
    <InfoCard title={title}>
      <EntityTab {...tab} />
    </InfoCard>
  );
}
