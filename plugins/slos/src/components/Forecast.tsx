import { RelativeTime } from '@opsdeck/backstage-plugin-operations-react';
import { SloView } from '@opsdeck/backstage-plugin-slos-common';

const BASIS = {
  'last-1h': 'if it goes on as in the last hour',
  'last-6h': 'if it goes on as in the last 6 h',
  'same-hour-last-week': 'if it goes on as in the same hour last week',
} as const;

/** When the budget is gone, and what that is projected from. */
export function Forecast({ slo }: { slo: SloView }) {
  const { forecast } = slo;
  if (!forecast || slo.assessment.verdict === 'unknown') {
    return <>no forecast without data</>;
  }
  const basis = BASIS[forecast.basis];
  switch (forecast.outcome) {
    case 'exhausted':
      return <>nothing is left</>;
    case 'exhausts':
      return (
        <>
          gone {forecast.at && <RelativeTime at={forecast.at} />}, {basis}
        </>
      );
    case 'not-before-window-end':
      return <>lasts, {basis}</>;
    default:
      return <>no forecast: the last hours have no data</>;
  }
}
