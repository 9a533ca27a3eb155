import { Entity } from '@backstage/catalog-model';
import { objectiveOf } from './objective';

function entity(annotations?: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name: 'Orders-DB', annotations },
  };
}

describe('objectiveOf', () => {
  it('reads everything that is declared, and by whom', () => {
    expect(
      objectiveOf(
        entity({
          'opsdeck.io/rpo': ' PT5M ',
          'opsdeck.io/rto': 'PT1H',
          'opsdeck.io/tier': 'critical',
          'opsdeck.io/data-class': 'database',
        }),
      ),
    ).toEqual({
      rpo: 'PT5M',
      rto: 'PT1H',
      tier: 'critical',
      dataClass: 'database',
      declaredBy: 'resource:default/orders-db',
      problems: [],
    });
  });

  it.each<Record<string, string> | undefined>([
    undefined,
    {},
    { 'opsdeck.io/rpo': '', 'opsdeck.io/tier': '  ' },
  ])('takes %j as nothing declared', annotations => {
    expect(objectiveOf(entity(annotations))).toMatchObject({
      rpo: null,
      rto: null,
      tier: null,
      problems: [],
    });
  });

  it.each(['5 minutes', '5m', 'PT0S', '-PT5M', 'P', '${secret}'])(
    'reports the RPO %j by the name of its annotation',
    text => {
      const objective = objectiveOf(
        entity({ 'opsdeck.io/rpo': text, 'opsdeck.io/rto': 'PT1H' }),
      );
      expect(objective).toMatchObject({ rpo: null, rto: 'PT1H' });
      expect(objective.problems).toEqual([
        `opsdeck.io/rpo: "${text}" is not a positive ISO-8601 duration; write for example PT15M, P1D or P2W`,
      ]);
    },
  );
});
