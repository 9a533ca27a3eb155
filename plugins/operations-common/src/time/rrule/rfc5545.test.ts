import { parseSchedule } from '../schedule';

const ZONE = 'America/New_York';

/** Occurrences of a rule from before its start, as local dates, with the time if not 09:00. */
function localOccurrences(
  start: string,
  rule: string,
  count: number,
): string[] {
  const expression = [
    `DTSTART;TZID=${ZONE}:${start.includes('T') ? start : `${start}T090000`}`,
    ...rule
      .split('\n')
      .map(line => (line.includes(':') ? line : `RRULE:${line}`)),
  ].join('\n');
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: ZONE,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return parseSchedule(expression)
    .after(new Date('1990-01-01T00:00:00Z'), count)
    .map(each => format.format(each).replace(' 09:00', ''));
}

/** Days of several months: `days('1997-09', 2, 4)`. */
const days = (month: string, ...list: number[]) =>
  list.map(day => `${month}-${String(day).padStart(2, '0')}`);
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);
const times = (date: string, ...list: string[]) =>
  list.map(time => (time === '09:00' ? date : `${date} ${time}`));

const EVERY_20_MINUTES = range(9, 16).flatMap(hour =>
  ['00', '20', '40'].map(
    minute => `${String(hour).padStart(2, '0')}:${minute}`,
  ),
);
const JANUARIES = [1998, 1999, 2000].flatMap(year =>
  days(`${year}-01`, ...range(1, 31)),
);
const DAILY_TO_CHRISTMAS = [
  ...days('1997-09', ...range(2, 30)),
  ...days('1997-10', ...range(1, 31)),
  ...days('1997-11', ...range(1, 30)),
  ...days('1997-12', ...range(1, 23)),
];

/** Where the list of the RFC goes on with "...". */
const GOES_ON = true;

type Example = [
  start: string,
  rule: string,
  expected: string[],
  more?: boolean,
];

/** All examples of RFC 5545, 3.8.5.3, in its order. */
const EXAMPLES: Example[] = [
  ['19970902', 'FREQ=DAILY;COUNT=10', days('1997-09', ...range(2, 11))],
  ['19970902', 'FREQ=DAILY;UNTIL=19971224T000000Z', DAILY_TO_CHRISTMAS],
  [
    '19970902',
    'FREQ=DAILY;INTERVAL=2',
    days('1997-09', 2, 4, 6, 8, 10, 12),
    GOES_ON,
  ],
  [
    '19970902',
    'FREQ=DAILY;INTERVAL=10;COUNT=5',
    [...days('1997-09', 2, 12, 22), ...days('1997-10', 2, 12)],
  ],
  [
    '19980101',
    'FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA',
    JANUARIES,
  ],
  ['19980101', 'FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1', JANUARIES],
  [
    '19970902',
    'FREQ=WEEKLY;COUNT=10',
    [
      ...days('1997-09', 2, 9, 16, 23, 30),
      ...days('1997-10', 7, 14, 21, 28),
      ...days('1997-11', 4),
    ],
  ],
  [
    '19970902',
    'FREQ=WEEKLY;UNTIL=19971224T000000Z',
    [
      ...days('1997-09', 2, 9, 16, 23, 30),
      ...days('1997-10', 7, 14, 21, 28),
      ...days('1997-11', 4, 11, 18, 25),
      ...days('1997-12', 2, 9, 16, 23),
    ],
  ],
  [
    '19970902',
    'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
    [
      ...days('1997-09', 2, 16, 30),
      ...days('1997-10', 14, 28),
      ...days('1997-11', 11, 25),
      ...days('1997-12', 9, 23),
      ...days('1998-01', 6, 20),
      ...days('1998-02', 3, 17),
    ],
    GOES_ON,
  ],
  ...['UNTIL=19971007T000000Z', 'COUNT=10'].map(
    (end): Example => [
      '19970902',
      `FREQ=WEEKLY;${end};WKST=SU;BYDAY=TU,TH`,
      [
        ...days('1997-09', 2, 4, 9, 11, 16, 18, 23, 25, 30),
        ...days('1997-10', 2),
      ],
    ],
  ),
  [
    '19970901',
    'FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR',
    [
      ...days('1997-09', 1, 3, 5, 15, 17, 19, 29),
      ...days('1997-10', 1, 3, 13, 15, 17, 27, 29, 31),
      ...days('1997-11', 10, 12, 14, 24, 26, 28),
      ...days('1997-12', 8, 10, 12, 22),
    ],
  ],
  [
    '19970902',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
    [...days('1997-09', 2, 4, 16, 18, 30), ...days('1997-10', 2, 14, 16)],
  ],
  [
    '19970905',
    'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
    [
      '1997-09-05',
      '1997-10-03',
      '1997-11-07',
      '1997-12-05',
      '1998-01-02',
      '1998-02-06',
      '1998-03-06',
      '1998-04-03',
      '1998-05-01',
      '1998-06-05',
    ],
  ],
  [
    '19970905',
    'FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR',
    ['1997-09-05', '1997-10-03', '1997-11-07', '1997-12-05'],
  ],
  [
    '19970907',
    'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
    [
      ...days('1997-09', 7, 28),
      ...days('1997-11', 2, 30),
      ...days('1998-01', 4, 25),
      ...days('1998-03', 1, 29),
      ...days('1998-05', 3, 31),
    ],
  ],
  [
    '19970922',
    'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
    [
      '1997-09-22',
      '1997-10-20',
      '1997-11-17',
      '1997-12-22',
      '1998-01-19',
      '1998-02-16',
    ],
  ],
  [
    '19970928',
    'FREQ=MONTHLY;BYMONTHDAY=-3',
    [
      '1997-09-28',
      '1997-10-29',
      '1997-11-28',
      '1997-12-29',
      '1998-01-29',
      '1998-02-26',
    ],
    GOES_ON,
  ],
  [
    '19970902',
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15',
    ['1997-09', '1997-10', '1997-11', '1997-12', '1998-01'].flatMap(month =>
      days(month, 2, 15),
    ),
  ],
  [
    '19970930',
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
    [
      ...days('1997-09', 30),
      ...days('1997-10', 1, 31),
      ...days('1997-11', 1, 30),
      ...days('1997-12', 1, 31),
      ...days('1998-01', 1, 31),
      ...days('1998-02', 1),
    ],
  ],
  [
    '19970910',
    'FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
    [
      ...days('1997-09', ...range(10, 15)),
      ...days('1999-03', ...range(10, 13)),
    ],
  ],
  [
    '19970902',
    'FREQ=MONTHLY;INTERVAL=2;BYDAY=TU',
    [
      ...days('1997-09', 2, 9, 16, 23, 30),
      ...days('1997-11', 4, 11, 18, 25),
      ...days('1998-01', 6, 13, 20, 27),
      ...days('1998-03', 3, 10, 17, 24, 31),
    ],
    GOES_ON,
  ],
  [
    '19970610',
    'FREQ=YEARLY;COUNT=10;BYMONTH=6,7',
    range(1997, 2001).flatMap(year => [`${year}-06-10`, `${year}-07-10`]),
  ],
  [
    '19970310',
    'FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3',
    [
      '1997-03-10',
      ...[1999, 2001, 2003].flatMap(year =>
        [1, 2, 3].map(month => `${year}-0${month}-10`),
      ),
    ],
  ],
  [
    '19970101',
    'FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200',
    [
      '1997-01-01',
      '1997-04-10',
      '1997-07-19',
      '2000-01-01',
      '2000-04-09',
      '2000-07-18',
      '2003-01-01',
      '2003-04-10',
      '2003-07-19',
      '2006-01-01',
    ],
  ],
  [
    '19970519',
    'FREQ=YEARLY;BYDAY=20MO',
    ['1997-05-19', '1998-05-18', '1999-05-17'],
    GOES_ON,
  ],
  [
    '19970512',
    'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
    ['1997-05-12', '1998-05-11', '1999-05-17'],
    GOES_ON,
  ],
  [
    '19970313',
    'FREQ=YEARLY;BYMONTH=3;BYDAY=TH',
    [
      ...days('1997-03', 13, 20, 27),
      ...days('1998-03', 5, 12, 19, 26),
      ...days('1999-03', 4, 11, 18, 25),
    ],
    GOES_ON,
  ],
  [
    '19970605',
    'FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8',
    [
      ...days('1997-06', 5, 12, 19, 26),
      ...days('1997-07', 3, 10, 17, 24, 31),
      ...days('1997-08', 7, 14, 21, 28),
      ...days('1998-06', 4, 11, 18, 25),
      ...days('1998-07', 2, 9, 16, 23, 30),
      ...days('1998-08', 6, 13, 20, 27),
    ],
    GOES_ON,
  ],
  [
    '19970902',
    `EXDATE;TZID=${ZONE}:19970902T090000\nFREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13`,
    ['1998-02-13', '1998-03-13', '1998-11-13', '1999-08-13', '2000-10-13'],
    GOES_ON,
  ],
  [
    '19970913',
    'FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
    [
      '1997-09-13',
      '1997-10-11',
      '1997-11-08',
      '1997-12-13',
      '1998-01-10',
      '1998-02-07',
      '1998-03-07',
      '1998-04-11',
      '1998-05-09',
      '1998-06-13',
    ],
    GOES_ON,
  ],
  [
    '19961105',
    'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
    ['1996-11-05', '2000-11-07', '2004-11-02'],
    GOES_ON,
  ],
  [
    '19970904',
    'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
    ['1997-09-04', '1997-10-07', '1997-11-06'],
  ],
  [
    '19970929',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
    [
      '1997-09-29',
      '1997-10-30',
      '1997-11-27',
      '1997-12-30',
      '1998-01-29',
      '1998-02-26',
      '1998-03-30',
    ],
    GOES_ON,
  ],
  [
    '19970902',
    // 17:00Z is 13:00 there; the list of the RFC goes on to 15:00, against its own UNTIL.
    'FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z',
    times('1997-09-02', '09:00', '12:00'),
  ],
  [
    '19970902',
    'FREQ=MINUTELY;INTERVAL=15;COUNT=6',
    times('1997-09-02', '09:00', '09:15', '09:30', '09:45', '10:00', '10:15'),
  ],
  [
    '19970902',
    'FREQ=MINUTELY;INTERVAL=90;COUNT=4',
    times('1997-09-02', '09:00', '10:30', '12:00', '13:30'),
  ],
  ...[
    'FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40',
    'FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16',
  ].map(
    (rule): Example => [
      '19970902',
      rule,
      [
        ...times('1997-09-02', ...EVERY_20_MINUTES),
        ...times('1997-09-03', ...EVERY_20_MINUTES),
      ],
      GOES_ON,
    ],
  ),
  [
    '19970805',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
    days('1997-08', 5, 10, 19, 24),
  ],
  [
    '19970805',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
    days('1997-08', 5, 17, 19, 31),
  ],
  [
    '20070115',
    'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5',
    ['2007-01-15', '2007-01-30', '2007-02-15', '2007-03-15', '2007-03-30'],
  ],
];

describe('the examples of RFC 5545', () => {
  it.each(EXAMPLES)('%s %s', (start, rule, expected, more = false) => {
    const count = more ? expected.length : expected.length + 1;
    expect(localOccurrences(start, rule, count)).toEqual(expected);
  });
});
