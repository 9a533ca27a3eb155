import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  RecordBinding,
  RecordBindingPage,
  Capability,
  bindingsContract,
  lookUpText,
  sourcesReadPermission,
} from '@opsdeck/backstage-plugin-operations-common';
import express from 'express';
import { z } from 'zod/v4';
import { createRouteRouter } from '../contract';
import {
  EntityAuthorizer,
  EntityPermission,
  requirePermission,
} from '../permission';
import { BindableRecord, Binding, bind } from './bind';
import { EntityIndex } from './EntityIndex';

/** A record as a store knows it, with what it is bound by. */
export interface StoredBinding {
  sourceId: string;
  scopeId: string;
  key: string;
  title: string;
  entityRef: string | null;
  /** As it was noted when it was bound, or found not to be. */
  note: string;
  /** Null where too little of it is kept. */
  record: BindableRecord | null;
}

/** Where a page of bindings ends. */
export interface BindingPosition {
  sourceId: string;
  key: string;
}

export interface BindingFilter {
  entityRef?: string;
  sourceId?: string;
  /** Of the source. */
  scopeId?: string;
  state?: 'bound' | 'unbound';
}

/** What a store shows of whose its records are. */
export interface BindingReader {
  /** Records that the provider still has, in order of source and key. */
  listBindings(
    filter: BindingFilter,
    page: { after?: BindingPosition; limit: number },
  ): Promise<StoredBinding[]>;
}

export interface BindingsRouterOptions {
  capability: Capability;
  reader: BindingReader;
  loadIndex: () => Promise<EntityIndex>;
  /** Whom the tab's records are bound to first. */
  preferredKind: 'Component' | 'Resource';
  /** Who may see what is bound to an entity. */
  permission: EntityPermission;
  catalog: CatalogService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}

/** The routes that say what is bound to what, and why. */
export function createBindingsRouter(
  options: BindingsRouterOptions,
): express.Router {
  const { capability, reader, permission, permissions } = options;
  const authorizer = new EntityAuthorizer(options);

  return createRouteRouter(
    bindingsContract(capability, permission),
    {
      listEntityBindings: async ({ credentials, query }) => {
        const entity = await authorizer.require(
          credentials,
          permission,
          query.entityRef,
        );
        const entityRef = stringifyEntityRef(entity);
        const answer = await page(options, reader, { entityRef }, query);
        return {
          ...answer,
          bindings: answer.bindings.map(each => withoutOthers(each, entityRef)),
        };
      },
      listSourceBindings: async ({
        credentials,
        params: { sourceId },
        query: { scopeId, state, ...query },
      }) => {
        await requirePermission(
          permissions,
          credentials,
          sourcesReadPermission,
        );
        return page(options, reader, { sourceId, scopeId, state }, query);
      },
    },
    options,
  );
}

async function page(
  { loadIndex, preferredKind }: BindingsRouterOptions,
  reader: BindingReader,
  filter: BindingFilter,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<RecordBindingPage> {
  const after = cursor === undefined ? undefined : positionOf(cursor);
  const [stored, index] = await Promise.all([
    reader.listBindings(filter, { after, limit: limit + 1 }),
    loadIndex(),
  ]);
  const items = stored.slice(0, limit);
  const last = items[items.length - 1];
  return {
    bindings: items.map(item => toAnswer(item, index, preferredKind)),
    nextCursor: stored.length > limit ? cursorOf(last) : null,
  };
}

function toAnswer(
  { record, ...stored }: StoredBinding,
  index: EntityIndex,
  preferredKind: BindingsRouterOptions['preferredKind'],
): RecordBinding {
  const now = record && explain(bind(index, record, preferredKind));
  return { ...stored, now };
}

/** Who may see one entity may not see all that rival with it. */
function withoutOthers(
  binding: RecordBinding,
  entityRef: string,
): RecordBinding {
  if (!binding.now || binding.now.entityRef === entityRef) return binding;
  return {
    ...binding,
    now: {
      entityRef: null,
      via: null,
      reason: 'by now the catalog gives it to another entity or to none',
      candidates: [],
    },
  };
}

function explain(binding: Binding): RecordBinding['now'] {
  return binding.entityRef === null
    ? { ...binding, via: null }
    : { ...binding, reason: null, candidates: [] };
}

const positionSchema = z.tuple([lookUpText(100), lookUpText(512)]);

function cursorOf({ sourceId, key }: BindingPosition): string {
  return Buffer.from(JSON.stringify([sourceId, key])).toString('base64url');
}

function positionOf(cursor: string): BindingPosition {
  try {
    const [sourceId, key] = positionSchema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString()),
    );
    return { sourceId, key };
  } catch {
    throw new InputError('The cursor is not one that this API gave out');
  }
}
