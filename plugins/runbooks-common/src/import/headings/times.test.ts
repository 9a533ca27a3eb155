import {
  durationFromWords,
  isZone,
  responseFromWords,
  timeOfDay,
  zoneFromWords,
} from './times';

describe('durationFromWords', () => {
  it.each([
    ['< 2 minutes', 'PT2M'],
    ['5-10 min', 'PT10M'],
    ['~45–60 minutes', 'PT60M'],
    ['1 hour 30 minutes', 'PT1H30M'],
    ['1.5 hours', 'PT90M'],
    ['24h', 'PT24H'],
    ['2 days', 'P2D'],
    ['1 week', 'P1W'],
    ['PT15M', 'PT15M'],
    ['P1DT2H', 'P1DT2H'],
  ])('reads %j', (text, iso) => expect(durationFromWords(text)).toBe(iso));

  it.each(['soon', 'P', 'PT', '0 minutes', '1.5 minutes', 'step 3'])(
    'reads no length in %j',
    text => expect(durationFromWords(text)).toBeNull(),
  );
});

describe('responseFromWords', () => {
  it.each([
    ['immediate', 'PT0S'],
    ['Immediately', 'PT0S'],
    ['within 15 minutes', 'PT15M'],
  ])('reads %j', (text, iso) => expect(responseFromWords(text)).toBe(iso));
});

describe('timeOfDay', () => {
  it.each([
    ['Sunday 02:00-04:00 UTC', '02:00'],
    ['2:00-4:00 AM', '02:00'],
    ['at 9am', '09:00'],
    ['12:30 pm', '12:30'],
    ['12 am', '00:00'],
    ['09:00:00.000', '09:00'],
  ])('reads %j', (text, time) => expect(timeOfDay(text)).toBe(time));

  it.each(['25:00', '13 pm', '10:75', 'noon'])('reads none in %j', text =>
    expect(timeOfDay(text)).toBeNull(),
  );
});

describe('zones', () => {
  it.each([
    ['02:00 UTC', 'UTC'],
    ['10:30 Europe/London', 'Europe/London'],
    ['read/write Ratio', null],
  ])('finds the zone in %j', (text, zone) => {
    expect(zoneFromWords(text)).toBe(zone);
  });

  it.each([
    ['UTC', true],
    ['America/Argentina/Buenos_Aires', true],
    ['EST', false],
    ['Europe/Atlantis', false],
  ])('knows whether %j is one', (name, known) => {
    expect(isZone(name)).toBe(known);
  });
});
