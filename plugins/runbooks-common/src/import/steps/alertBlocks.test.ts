import { alertBlocks } from './alertBlocks';

describe('alertBlocks', () => {
  it('reads name, response and actions', () => {
    expect(
      alertBlocks(
        'Alert: API down\nResponse: < 2 minutes\nSeverity: high\nActions:\n1. a\n2. b: c\n   d\n',
      ),
    ).toEqual([
      {
        name: 'API down',
        response: 'PT2M',
        index: 0,
        endIndex: 6,
        notes: ['Severity: high'],
        actions: [
          { text: 'a', index: 4, endIndex: 4 },
          { text: 'b: c d', index: 5, endIndex: 6 },
        ],
      },
    ]);
  });

  it.each([
    ['ALERT: X\nACTIONS:\n- a', ['a']],
    ['Alert: X\nActions: restart it', ['restart it']],
    ['Alert: X\nActions:\n1) [ ] a\n2) b', ['a', 'b']],
    ['Alert: X\nActions:\na\nb', ['a', 'b']],
  ])('reads the actions of %j', (text, actions) => {
    expect(alertBlocks(text)?.[0].actions.map(action => action.text)).toEqual(
      actions,
    );
  });

  it.each([
    'Alert: X\nSeverity: high\nTrigger: down for 2 minutes',
    '- alert: HighErrorRate\n  expr: up == 0',
    'Actions:\n1. a',
    '1. a\n2. b',
    '',
  ])('reads none in %j', text => expect(alertBlocks(text)).toBeNull());
});
