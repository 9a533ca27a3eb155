import {
  RelativeTime,
  useNow,
} from '@opsdeck/backstage-plugin-operations-react';

/** When a scope is read next: a time that has passed means that it is its turn. */
export function NextRun({ at }: { at: string | null }) {
  const now = useNow(10_000);
  if (at === null) return <>—</>;
  return Date.parse(at) <= now.getTime() ? (
    <>due now</>
  ) : (
    <RelativeTime at={at} />
  );
}
