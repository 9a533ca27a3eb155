import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { render } from '@testing-library/react';
import { englishOf, pseudoTranslationApi } from './translations';
import { untranslatedTexts } from './untranslated';

const ref = createTranslationRef({
  id: 'test',
  messages: {
    locale: 'en-GB',
    hello: 'Hello {{name}}',
    apples_one: '{{count}} apple',
    apples_other: '{{count}} apples',
  },
});

describe('pseudoTranslationApi', () => {
  const snapshot = pseudoTranslationApi().getTranslation(ref);
  if (!snapshot.ready) throw new Error('not loaded');
  const { t } = snapshot;

  it('writes messages in full-width letters, not what is put in', () => {
    expect(t('hello', { name: 'Ana' })).toBe('Ｈｅｌｌｏ Ana');
    expect(t('apples', { count: 1 })).toBe('1 ａｐｐｌｅ');
    expect(t('apples', { count: 2 })).toBe('2 ａｐｐｌｅｓ');
    expect(t('locale')).toBe('ja');
  });

  it('leaves the default messages alone', () => {
    expect(englishOf(ref)('hello', { name: 'Ana' })).toBe('Hello Ana');
  });
});

describe('untranslatedTexts', () => {
  it('finds texts and attributes, and lets data, units and code pass', () => {
    const { container } = render(
      <div aria-label="Left over">
        <span title="orders-db">orders-db · 47 min</span>
        <span>Ｔｒａｎｓｌａｔｅｄ orders-db</span>
        <code>kind: Component</code>
        <button aria-label="Ｏｐｅｎ orders-db">Forgotten</button>
        <small>made of it</small>
        <b>Orders DB</b>
        <i>rolled-back</i>
      </div>,
    );
    const data = [
      { resources: [{ title: 'Orders DB', state: 'rolled-back' }] },
    ];
    const also = ['orders-db', 'made of it'];
    expect(untranslatedTexts(container, data, also)).toEqual([
      'Left over',
      'Forgotten',
      'rolled-back',
    ]);
  });

  it('does not take an empty page for a translated one', () => {
    const { container } = render(<div>orders-db</div>);
    expect(() => untranslatedTexts(container, ['orders-db'])).toThrow(
      /not there yet/,
    );
  });
});
