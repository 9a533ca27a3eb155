import { fingerprint } from './fingerprint';

// As Alertmanager 0.25 shows them.
describe('fingerprint', () => {
  it.each<[labels: Record<string, string>, expected: string]>([
    [{ alertname: 'A', n: 'é', service: 's' }, '6e606201da0c97c7'],
    [{ service: 's', alertname: 'B', instance: 'a' }, '54e155a59dfe0cb6'],
    [{ instance: 'b', service: 's', alertname: 'B' }, 'ed429e5d5dfd2d79'],
    // FNV-1a of nothing.
    [{}, 'cbf29ce484222325'],
  ])('of %j', (labels, expected) => {
    expect(fingerprint(labels)).toBe(expected);
  });
});
