import { ConfigReader } from '@backstage/config';
import {
  intervalAt,
  nextInterval,
} from '@opsdeck/backstage-plugin-operations-common';
import { readChecksConfig } from './readChecksConfig';

const read = (runbooks: object) =>
  readChecksConfig(new ConfigReader({ opsdeck: { runbooks } } as any));

it('has nothing unless told', () => {
  expect(readChecksConfig(new ConfigReader({}))).toEqual({
    certificates: [],
    freezes: [],
    checkMatches: [],
  });
});

it('reads hosts and rules', () => {
  expect(
    read({
      certificates: [{ entity: 'component:shop', host: 'shop.example.com' }],
      checkMatches: [{ text: 'verify *', check: 'backup.completed' }],
    }),
  ).toMatchObject({
    certificates: [
      {
        entity: 'component:default/shop',
        host: 'shop.example.com',
        port: 443,
        allowPrivate: false,
      },
    ],
    checkMatches: [
      {
        text: 'verify *',
        except: [],
        kinds: [],
        check: 'backup.completed',
        parameters: {},
      },
    ],
  });
});

it('reads freezes of every form', () => {
  const { freezes } = read({
    freezes: [
      {
        name: 'Year',
        from: '2026-12-18T18:00:00+01:00',
        to: '2027-01-04T08:00:00Z',
        entities: ['component:shop'],
      },
      {
        name: 'Holidays',
        dates: ['2026-12-26', '2026-12-25'],
        zone: 'Europe/Berlin',
      },
      { name: 'Weekend', window: 'fri:16:00-mon:06:00', zone: 'Europe/London' },
    ],
  });
  const now = new Date('2026-11-18T12:00:00Z');
  expect(
    freezes.map(({ name, entities, window }) => [
      name,
      entities,
      nextInterval(window, now)?.start.toISOString(),
      nextInterval(window, now)?.end.toISOString(),
    ]),
  ).toEqual([
    [
      'Year',
      ['component:default/shop'],
      '2026-12-18T17:00:00.000Z',
      '2027-01-04T08:00:00.000Z',
    ],
    ['Holidays', [], '2026-12-24T23:00:00.000Z', '2026-12-25T23:00:00.000Z'],
    ['Weekend', [], '2026-11-20T16:00:00.000Z', '2026-11-23T06:00:00.000Z'],
  ]);
  const [year] = freezes;
  expect(
    intervalAt(year.window, new Date('2026-12-18T17:00:00Z')),
  ).toBeDefined();
  expect(
    nextInterval(year.window, new Date('2027-01-04T08:00:00Z')),
  ).toBeUndefined();
});

it.each<[object, RegExp]>([
  [
    { certificates: [{ entity: 'component:a', host: 'https://a.b/' }] },
    /opsdeck\.runbooks\.certificates\[0\]\.host: must be a host name/,
  ],
  [
    { certificates: [{ entity: ':', host: 'a.b' }] },
    /certificates\[0\]\.entity: must be an entity ref/,
  ],
  [
    { certificates: [{ entity: 'component:a', host: 'a.b', port: 0 }] },
    /certificates\[0\]\.port/,
  ],
  [{ freezes: [{ name: 'a' }] }, /freezes\[0\]: needs either from and to/],
  [
    { freezes: [{ name: 'a', dates: ['2026-12-25'], window: '22:00-06:00' }] },
    /freezes\[0\]: needs either/,
  ],
  [
    { freezes: [{ name: 'a', from: '2026-12-25T00:00:00Z' }] },
    /freezes\[0\]: needs both from and to/,
  ],
  [
    {
      freezes: [
        { name: 'a', from: '2026-12-25T00:00:00Z', to: '2026-12-25T00:00:00Z' },
      ],
    },
    /freezes\[0\]: must end after it begins/,
  ],
  [
    { freezes: [{ name: 'a', dates: ['2026-02-30'] }] },
    /freezes\[0\]: "2026-02-30" is no date/,
  ],
  [{ freezes: [{ name: 'a', window: 'sometimes' }] }, /freezes\[0\]: /],
  [
    { freezes: [{ name: 'a', dates: ['2026-12-25'], zone: 'Mars' }] },
    /freezes\[0\]\.zone: must be an IANA zone/,
  ],
  [
    { checkMatches: [{ text: '* !', check: 'a.b' }] },
    /checkMatches\[0\]\.text: must hold at least one word/,
  ],
  [
    { checkMatches: [{ text: 'a', check: 'a.b', parameters: { days: 3 } }] },
    /checkMatches\[0\]\.parameters\.days/,
  ],
])('refuses %j, naming the key', (runbooks, message) => {
  expect(() => read(runbooks)).toThrow(message);
});
