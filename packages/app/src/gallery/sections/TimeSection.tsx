import {
  Countdown,
  DurationText,
  InstantText,
  RelativeTime,
  WindowText,
} from '@opsdeck/backstage-plugin-operations-react';
import { Example } from '../Example';
import { Samples } from '../samples';

/** Instants, lengths, deadlines and windows as people say them. */
export function TimeSection({ samples: { ago } }: { samples: Samples }) {
  return (
    <>
      <Example title="RelativeTime: exact on hover and focus" row>
        <RelativeTime at={ago(0)} />
        <RelativeTime at={ago(2)} hint="deployed" />
        <RelativeTime at={ago(3 * 24 * 60)} />
        <RelativeTime at={ago(-90)} />
        <RelativeTime at="soon" />
      </Example>
      <Example
        title="InstantText: in full, in the zone in which it is meant"
        row
      >
        <InstantText at="2026-11-20T14:00:00.000Z" zone="Europe/Berlin" />
        <InstantText at="soon" zone="UTC" />
      </Example>
      <Example title="DurationText" row>
        <DurationText value={47_000} />
        <DurationText value="PT1H12M" />
        <DurationText value="P3D" />
      </Example>
      <Example title="Countdown: running, at risk, over" row>
        <Countdown to={ago(-42)} />
        <Countdown to={ago(-6)} warnBeforeMs={10 * 60_000} />
        <Countdown to={ago(4)} />
      </Example>
      <Example title="WindowText: the source’s zone, and the reader’s" row>
        <WindowText
          window={{
            from: '2026-11-22T02:00:00.000Z',
            to: '2026-11-22T04:00:00.000Z',
            zone: 'UTC',
          }}
        />
        <WindowText
          window={{
            from: '2026-11-22T22:30:00.000Z',
            to: '2026-11-23T00:30:00.000Z',
            zone: 'Asia/Tokyo',
          }}
        />
      </Example>
    </>
  );
}
