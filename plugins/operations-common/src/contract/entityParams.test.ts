import { entityParams, entityRefText } from './entityParams';

describe('entityParams', () => {
  it('reads an entity ref', () => {
    expect(
      entityParams.parse({ kind: 'Component', namespace: 'a', name: 'B.c-d' }),
    ).toEqual({ entityRef: 'component:a/b.c-d' });
  });

  it.each([
    '',
    'a/b',
    'a:b',
    '../../etc',
    'a\r\nb',
    '\u{1f680}',
    'x'.repeat(64),
  ])('names the part that is %j', name => {
    const { error } = entityParams.safeParse({
      kind: 'component',
      namespace: 'default',
      name,
    });
    expect(error?.issues[0].path).toEqual(['name']);
  });
});

describe('entityRefText', () => {
  it.each(['component:default/shop', 'Component:Default/Shop', 'api:shop'])(
    'takes %s',
    text => expect(entityRefText.parse(text)).toBe(text),
  );

  it.each(['', 'shop', '%', 'a:b/c/d', 'component:default/\u{1f680}', ':/'])(
    'refuses %j',
    text => expect(entityRefText.safeParse(text).success).toBe(false),
  );
});
