import { AlertRecord } from '@opsdeck/backstage-plugin-incidents-common';
import { createSourcesExtensionPoint } from './sourcesExtensionPoint';

/** Where providers of alerts plug in. */
export const incidentSourcesExtensionPoint =
  createSourcesExtensionPoint<AlertRecord>('incidents');
