import { annotationSnippet, yamlScalar } from './annotationSnippet';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'orders-db' },
};

describe('annotationSnippet', () => {
  it('fills in the name of the entity', () => {
    expect(
      annotationSnippet(entity, {
        'opsdeck.io/rpo': 'PT5M',
        'aws.amazon.com/amazon-rds-arn':
          'arn:aws:rds:eu-west-1:111122223333:db:orders',
      }),
    ).toBe(
      [
        'apiVersion: backstage.io/v1alpha1',
        'kind: Resource',
        'metadata:',
        '  name: orders-db',
        '  annotations:',
        '    opsdeck.io/rpo: PT5M',
        '    aws.amazon.com/amazon-rds-arn: "arn:aws:rds:eu-west-1:111122223333:db:orders"',
        '',
      ].join('\n'),
    );
  });

  it('names the namespace only where it is not the default one', () => {
    const inNamespace = (namespace: string) =>
      annotationSnippet({ ...entity, metadata: { name: 'db', namespace } }, {});
    expect(inNamespace('payments')).toContain('namespace: payments');
    expect(inNamespace('default')).not.toContain('namespace');
  });
});

describe('yamlScalar', () => {
  it.each([
    ['runbooks/*.md', '"runbooks/*.md"'],
    ['runbooks/daily.md', 'runbooks/daily.md'],
    ['no', '"no"'],
    ['1.0', '"1.0"'],
    ['a: b', '"a: b"'],
    ['', '""'],
    ['say "hi"', '"say \\"hi\\""'],
    ['two\nlines', '"two\\nlines"'],
  ])('writes %j as %s', (value, yaml) => {
    expect(yamlScalar(value)).toBe(yaml);
  });
});
