export {
  createEntityDocumentReader,
  type EntityDocumentReaderOptions,
} from './createEntityDocumentReader';
export { isDocumentGlob, matchesDocumentPath } from './documentPath';
export { readBounded } from './readBounded';
export * from './types';
