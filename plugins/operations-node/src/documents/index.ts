export {
  createEntityDocumentReader,
  type EntityDocumentReaderOptions,
} from './createEntityDocumentReader';
export { isDocumentGlob, matchesDocumentPath } from './documentPath';
export * from './types';
