import { ConfigReader } from '@backstage/config';
import { readSlosConfig } from './readSlosConfig';

describe('readSlosConfig', () => {
  it('reads the files every five minutes unless told', () => {
    expect(readSlosConfig(new ConfigReader({}))).toEqual({
      documents: { cadence: 'PT5M' },
    });
  });

  it.each([
    [{ documents: { cadence: '5 minutes' } }, 'opsdeck.slos.documents.cadence'],
    [{ document: {} }, 'document'],
  ])('refuses %j, naming the key', (slos, message) => {
    expect(() =>
      readSlosConfig(new ConfigReader({ opsdeck: { slos } })),
    ).toThrow(message);
  });
});
