import { ScriptedSource } from '../__testUtils__/ScriptedSource';
import { SourceRegistry } from './sourcesExtensionPoint';

const source = (change: Partial<ScriptedSource> = {}) =>
  Object.assign(
    new ScriptedSource(async function* script() {
      yield { records: [] };
    }),
    change,
  );

describe('SourceRegistry', () => {
  it('lists what providers add', () => {
    const registry = new SourceRegistry();
    const one = source();
    const other = source({ id: 'other' });
    registry.addSource(one);
    registry.addSource(other);
    expect(registry.list()).toEqual([one, other]);
  });

  it('refuses a second source of one id', () => {
    const registry = new SourceRegistry();
    registry.addSource(source());
    expect(() => registry.addSource(source())).toThrow(
      'Two modules add a source with the id "scripted"; is a provider package installed twice?',
    );
  });

  it.each<[Partial<ScriptedSource>, RegExp]>([
    [{ cadence: '5m' }, /cadence of the source "scripted" is wrong.*"5m"/],
    [{ timeout: 'PT0S' }, /timeout of the source "scripted" is wrong/],
    [{ concurrency: 0 }, /concurrency of the source "scripted"/],
    [{ concurrency: 1.5 }, /concurrency of the source "scripted"/],
    [{ rateLimit: { capacity: 0.5, refillPerSecond: 1 } }, /rateLimit of/],
    [{ rateLimit: { capacity: 1, refillPerSecond: 0 } }, /rateLimit of/],
    [{ rateLimit: { capacity: NaN, refillPerSecond: 1 } }, /rateLimit of/],
    [{ id: '' }, /must have 1 to 100 characters/],
    [{ id: 'x'.repeat(101) }, /must have 1 to 100 characters/],
  ])('refuses %j when it starts, not when it runs', (change, message) => {
    expect(() => new SourceRegistry().addSource(source(change))).toThrow(
      message,
    );
  });
});
