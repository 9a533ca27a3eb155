import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { createRouteRouter } from '@opsdeck/backstage-plugin-operations-node';
import { searchContract } from '@opsdeck/backstage-plugin-runbooks-common';
import express from 'express';
import { z } from 'zod/v4';
import {
  ChecklistKey,
  DocumentStore,
  StoredChecklist,
} from '../database/DocumentStore';
import { searchableChecklist } from './searchableChecklist';

const SEARCH_BACKEND = 'plugin:search';
const cursorSchema = z.tuple([
  z.string().min(1).max(255),
  z.string().min(1).max(255),
]);

/**
 * Serves the checklists to the search backend. It alone may read those of every
 * entity: it asks for the read permission again before it shows a result.
 */
export function createSearchRouter(options: {
  documents: Pick<DocumentStore, 'pageChecklists'>;
  httpAuth: HttpAuthService;
}): express.Router {
  return createRouteRouter(
    searchContract,
    {
      listSearchDocuments: async ({
        credentials,
        query: { cursor, limit },
      }) => {
        const { subject } = credentials.principal;
        if (subject !== SEARCH_BACKEND) {
          throw new NotAllowedError(`Only ${SEARCH_BACKEND} may read them all`);
        }
        const found = await options.documents.pageChecklists(
          decodeCursor(cursor),
          limit + 1,
        );
        const page = found.slice(0, limit);
        return {
          items: page.map(searchableChecklist),
          nextCursor:
            found.length > limit ? encodeCursor(page[page.length - 1]) : null,
        };
      },
    },
    options,
  );
}

function encodeCursor({ entityRef, id }: StoredChecklist): string {
  return Buffer.from(JSON.stringify([entityRef, id])).toString('base64url');
}

/** @throws InputError when the text is no cursor of ours. */
function decodeCursor(text: string | undefined): ChecklistKey | undefined {
  if (text === undefined) return undefined;
  try {
    const [entityRef, id] = cursorSchema.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    if (/\0/.test(entityRef + id)) throw new Error('NUL is no text');
    return { entityRef, id };
  } catch {
    throw new InputError('The cursor is not one that this API gave out');
  }
}
