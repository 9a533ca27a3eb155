import { InstanceLookup } from './InstanceLookup';

const item = (name: string, resource?: string) => ({
  DBInstanceIdentifier: name,
  DbiResourceId: resource,
});

describe('InstanceLookup', () => {
  it.each([
    ['the same instance', item('orders', 'db-1'), item('orders', 'db-1'), true],
    ['after a rename', item('shop', 'db-1'), item('orders', 'db-1'), true],
    ['a namesake', item('orders', 'db-2'), item('orders', 'db-1'), false],
    ['an item without an id', item('orders', 'db-1'), item('orders'), true],
    ['an instance without an id', item('orders'), item('orders', 'db-1'), true],
    ['another instance', item('shop', 'db-1'), item('orders', 'db-2'), false],
    ['nothing to go by', {}, {}, false],
  ])('%s', (_what, instance, each, found) => {
    expect(new InstanceLookup([each]).of(instance)).toEqual(
      found ? [each] : [],
    );
  });

  it('finds each item once', () => {
    const items = [item('orders', 'db-1'), item('orders', 'db-1')];
    expect(new InstanceLookup(items).of(item('orders', 'db-1'))).toEqual(items);
  });
});
