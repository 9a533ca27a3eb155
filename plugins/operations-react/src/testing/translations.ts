import {
  TranslationApi,
  TranslationFunction,
  TranslationRef,
  createTranslationRef,
} from '@backstage/frontend-plugin-api';
import { MockTranslationApi } from '@backstage/test-utils/alpha';

type Messages = { [key in string]: string };

/** The translator of a plugin's default messages, for pure functions under test. */
export function englishOf<TMessages extends Messages>(
  ref: TranslationRef<string, TMessages>,
): TranslationFunction<TMessages> {
  const snapshot = MockTranslationApi.create().getTranslation(ref);
  if (!snapshot.ready) throw new Error(`${ref.id} is not loaded`);
  return snapshot.t;
}

/** A plain letter as its full-width twin: legible, and told apart from it. */
function wide(text: string): string {
  return text.replace(/[A-Za-z]/g, letter =>
    String.fromCharCode(letter.charCodeAt(0) + 0xfee0),
  );
}

/** A message in the pseudo-locale; what is put in stays as it is. */
export function pseudoMessage(key: string, message: string): string {
  // Dates follow this one: Japanese ones hold no Latin letter.
  if (key === 'locale') return 'ja';
  return message
    .split(/(\{\{.*?\}\})/)
    .map(part => (part.startsWith('{{') ? part : wide(part)))
    .join('');
}

/**
 * A translation API in which every message of every plugin is written in
 * full-width letters, so that plain Latin letters on the page betray a text
 * that does not go through it.
 */
export function pseudoTranslationApi(): TranslationApi {
  const inner = MockTranslationApi.create();
  const refs = new Map<string, TranslationRef>();
  const pseudo = <TMessages extends Messages>(
    ref: TranslationRef<string, TMessages>,
  ) => {
    const known = refs.get(ref.id) ?? pseudoRef(ref);
    refs.set(ref.id, known);
    return known as TranslationRef<string, TMessages>;
  };
  return {
    getTranslation: ref => inner.getTranslation(pseudo(ref)),
    translation$: () => inner.translation$(),
  };
}

function pseudoRef(ref: TranslationRef): TranslationRef {
  const messages = Object.entries(defaultMessages(ref)).map(
    ([key, message]) => [key, pseudoMessage(key, message)] as const,
  );
  return createTranslationRef({
    id: ref.id,
    messages: Object.fromEntries(messages),
  });
}

/** Backstage keeps the default messages behind a method that its types do not show. */
function defaultMessages(ref: object): Messages {
  if ('getDefaultMessages' in ref) {
    const { getDefaultMessages } = ref;
    if (typeof getDefaultMessages === 'function') {
      return getDefaultMessages.call(ref);
    }
  }
  throw new Error('This Backstage keeps default messages elsewhere');
}
