import {
  TranslationFunction,
  createTranslationRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { messages } from './messages';

/** The texts of the interface kit: translate them with `createTranslationResource`. */
export const operationsReactTranslationRef = createTranslationRef({
  id: 'operations-react',
  messages,
});

/** Says the kit's texts in the language of the reader. */
export type KitTranslator = TranslationFunction<
  typeof operationsReactTranslationRef.T
>;

/** The kit's texts in the language of the reader. */
export function useKitTranslation(): { t: KitTranslator } {
  return useTranslationRef(operationsReactTranslationRef);
}
