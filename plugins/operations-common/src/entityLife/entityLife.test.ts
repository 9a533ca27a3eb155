import { Entity } from '@backstage/catalog-model';
import { formerRefs } from './formerRefs';
import {
  claimantsByText,
  claimNames,
  claimTexts,
  knownClaims,
  proposeRenames,
} from './proposeRenames';

const ID = 'backstage.io/kubernetes-id';
const SLUG = 'github.com/project-slug';
const NAMES = claimNames(['staging']);

function entity(name: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'shop', annotations },
  };
}

const catalogOf = (...entities: Entity[]) =>
  new Map(entities.map(each => [`component:shop/${each.metadata.name}`, each]));

describe('formerRefs', () => {
  it('reads refs in full and in short, each once', () => {
    expect(
      formerRefs(
        entity('new', {
          'opsdeck.io/former-refs': 'old, Component:Default/Older, shop/old',
        }),
      ),
    ).toEqual({
      renames: [
        { from: 'component:shop/old', to: 'component:shop/new' },
        { from: 'component:default/older', to: 'component:shop/new' },
      ],
      problems: [],
    });
  });

  it.each([
    ['new', 'component:shop/new is the entity itself'],
    ['a:b:c/d/e', '"a:b:c/d/e" is no entity ref'],
    ['x'.repeat(300), 'is no entity ref'],
  ])('names the fault of %s', (text, message) => {
    const { renames, problems } = formerRefs(
      entity('new', { 'opsdeck.io/former-refs': text }),
    );
    expect(renames).toEqual([]);
    expect(problems).toEqual([
      {
        entityRef: 'component:shop/new',
        message: expect.stringContaining(message),
      },
    ]);
  });

  it('finds nothing where nothing is written', () => {
    expect(formerRefs(entity('new', {})).renames).toEqual([]);
  });
});

describe('proposeRenames', () => {
  const old = entity('old', { [ID]: 'x', [`${ID}.staging`]: 'x-s' });
  const twin = entity('twin', { [SLUG]: 'acme/mono' });
  const known = (of: Entity, ...others: Entity[]) => {
    const catalog = catalogOf(of, ...others);
    return {
      entityRef: `component:shop/${of.metadata.name}`,
      claims: knownClaims(
        `component:shop/${of.metadata.name}`,
        claimTexts(of, NAMES),
        claimantsByText(catalog, NAMES),
      ),
    };
  };
  const propose = (
    missing: ReturnType<typeof known>,
    ...now: Entity[]
  ): string[] =>
    proposeRenames([missing], claimantsByText(catalogOf(...now), NAMES)).map(
      ({ from, to }) => `${from}>${to}`,
    );

  it('finds who took over everything', () => {
    const taker = entity('taker', { ...old.metadata.annotations, [SLUG]: 'y' });
    expect(propose(known(old), taker)).toEqual([
      'component:shop/old>component:shop/taker',
    ]);
  });

  it('takes a part for nothing, and what was shared before neither', () => {
    expect(propose(known(old), entity('part', { [ID]: 'x' }))).toEqual([]);
    const mono = entity('mono', { [SLUG]: 'acme/mono' });
    expect(propose(known(mono, twin), twin)).toEqual([]);
    expect(
      propose(known(mono, twin), twin, entity('new', { [SLUG]: 'acme/mono' })),
    ).toEqual(['component:shop/mono>component:shop/new']);
  });

  it('names every one who took it over', () => {
    const a = entity('a', { ...old.metadata.annotations });
    const b = entity('b', { ...old.metadata.annotations });
    expect(propose(known(old), a, b)).toHaveLength(2);
  });

  it('proposes nothing for what claimed nothing, or what very many share', () => {
    expect(propose(known(entity('plain', {})), twin)).toEqual([]);
    const mono = entity('mono', { [SLUG]: 'acme/mono' });
    const crowd = [...Array(21)].map((_, n) =>
      entity(`c${n}`, { [SLUG]: 'acme/mono' }),
    );
    expect(
      propose(
        known(mono, ...crowd),
        ...crowd,
        entity('new', { [SLUG]: 'acme/mono' }),
      ),
    ).toEqual([]);
  });
});
