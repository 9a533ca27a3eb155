import { Entity } from '@backstage/catalog-model';
import fc from 'fast-check';
import { DEPENDENCY_DEPTH, dependenciesOf, dependentsOf } from './dependencies';

/** A catalog in which `a: ['b']` means that a depends on b; names with r are resources. */
function catalogOf(edges: Record<string, string[]>): Map<string, Entity> {
  const names = new Set([
    ...Object.keys(edges),
    ...Object.values(edges).flat(),
  ]);
  const kindOf = (name: string) =>
    name.startsWith('r') ? 'Resource' : 'Component';
  const refOf = (name: string) =>
    `${kindOf(name).toLowerCase()}:default/${name}`;
  return new Map(
    [...names].map(name => [
      refOf(name),
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: kindOf(name),
        metadata: { name, namespace: 'default' },
        relations: [
          ...(edges[name] ?? []).map(target => ({
            type: 'dependsOn',
            targetRef: refOf(target),
          })),
          ...Object.entries(edges).flatMap(([source, targets]) =>
            targets.includes(name)
              ? [{ type: 'dependencyOf', targetRef: refOf(source) }]
              : [],
          ),
        ],
      },
    ]),
  );
}

const names = (entities: Entity[]) => entities.map(each => each.metadata.name);

describe('dependenciesOf', () => {
  const catalog = catalogOf({
    c1: ['r1', 'c2'],
    c2: ['r9'],
    c3: ['r1'],
    c4: ['r1'],
    r1: ['r2', 'c5'],
    r2: ['r3', 'r1'],
    r3: ['r4'],
  });

  it('walks through resources to resources, so far and no further', () => {
    expect(DEPENDENCY_DEPTH).toBe(3);
    expect(names(dependenciesOf(catalog, 'component:default/c1'))).toEqual([
      'c1',
      'r1',
      'c2',
      'r2',
      'r3',
    ]);
  });

  it('finds everyone who shares a resource', () => {
    expect(dependentsOf(catalog, 'resource:default/r2').sort()).toEqual([
      'component:default/c1',
      'component:default/c3',
      'component:default/c4',
      'resource:default/r1',
      'resource:default/r2',
    ]);
  });

  it('does not run in circles', () => {
    const circle = catalogOf({ r1: ['r2'], r2: ['r1', 'r2'] });
    expect(names(dependenciesOf(circle, 'resource:default/r1'))).toEqual([
      'r1',
      'r2',
    ]);
  });

  it('knows nothing of who is not there', () => {
    expect(dependenciesOf(catalog, 'component:default/none')).toEqual([]);
    expect(dependentsOf(catalog, 'component:default/none')).toEqual([
      'component:default/none',
    ]);
  });

  it('both directions agree on any catalog', () => {
    const name = fc.constantFrom('c1', 'c2', 'c3', 'r1', 'r2', 'r3', 'r4');
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.array(name, { maxLength: 4 })),
        edges => {
          const any = catalogOf(edges);
          for (const from of any.keys()) {
            const down = new Set(
              dependenciesOf(any, from).map(
                each =>
                  `${each.kind.toLowerCase()}:default/${each.metadata.name}`,
              ),
            );
            for (const to of any.keys()) {
              expect(dependentsOf(any, to).includes(from)).toBe(down.has(to));
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
