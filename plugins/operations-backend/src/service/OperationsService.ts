import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  BoardPage,
  BoardRow,
  Capability,
  FleetSources,
  boardQuerySchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';

export interface CallerRequest {
  credentials: BackstageCredentials;
}

export type ParsedBoardQuery = z.output<typeof boardQuerySchema>;

/** The questions that the Operations API answers. */
export interface OperationsService {
  getBoard(request: CallerRequest, query: ParsedBoardQuery): Promise<BoardPage>;
  getEntityBoard(request: CallerRequest, entityRef: string): Promise<BoardRow>;
  getSources(request: CallerRequest): Promise<FleetSources>;
  runSourceNow(
    request: CallerRequest,
    target: { pluginId: Capability; sourceId: string; scopeId: string },
  ): Promise<void>;
}
