export { parseOpenSlo } from './parseOpenSlo';
export type { OpenSloFile } from './parseOpenSlo';
export * from './types';
