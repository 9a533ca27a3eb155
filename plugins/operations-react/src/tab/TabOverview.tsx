import {
  Freshness,
  Verdict,
} from '@opsdeck/backstage-plugin-operations-common';
import { PropsWithChildren, ReactNode } from 'react';
import { FreshnessList } from '../freshness/FreshnessList';
import { SourceProblemPanel } from '../freshness/SourceProblemPanel';
import { Headline } from '../headline/Headline';

export interface TabOverviewProps {
  overview: {
    /** The worst verdict of what the tab shows; null when nothing is declared. */
    verdict: Verdict | null;
    /** The answer to the tab's question in one sentence. */
    headline: string;
    /** Where the figures come from. */
    sources: readonly Freshness[];
  };
  /** Buttons beside the headline. */
  actions?: ReactNode;
  /** What to show instead when nothing is declared: a setup card. */
  setup?: ReactNode;
  /** The evidence, worst first. */
  children?: ReactNode;
}

/**
 * The order that every tab has: one sentence, what is missing and why, the
 * evidence, its age. Sources that fail are named beside the setup card too:
 * they may be why nothing is known.
 */
export function TabOverview(props: PropsWithChildren<TabOverviewProps>) {
  const { verdict, headline, sources } = props.overview;
  if (props.setup) {
    return (
      <>
        <SourceProblemPanel sources={sources} />
        {props.setup}
      </>
    );
  }
  return (
    <>
      <Headline verdict={verdict} actions={props.actions}>
        {headline}
      </Headline>
      <SourceProblemPanel sources={sources} />
      {props.children}
      <FreshnessList sources={sources} />
    </>
  );
}
