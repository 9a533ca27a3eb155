import { Readable } from 'node:stream';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import {
  PluginFetch,
  requestJson,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  SearchPage,
  SearchableChecklist,
  runbooksReadPermission,
  searchContract,
  searchPageSchema,
} from '@opsdeck/backstage-plugin-runbooks-common';

/** A checklist in the search index. */
export interface RunbookDocument extends IndexableDocument {
  entityRef: string;
  kind: string;
  documentTitle: string;
  owner: string;
}

/** Feeds the checklists with their steps to the search index. */
export class RunbookCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'runbooks';
  readonly visibilityPermission = runbooksReadPermission;
  readonly #fetch: () => Promise<PluginFetch>;

  /** @param fetchOf - asks the runbooks backend in the name of the search backend */
  constructor(fetchOf: () => Promise<PluginFetch>) {
    this.#fetch = fetchOf;
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  async *#documents(): AsyncGenerator<RunbookDocument> {
    const fetch = await this.#fetch();
    const { path } = searchContract.routes.listSearchDocuments;
    let cursor: string | undefined;
    do {
      const page: SearchPage = await requestJson(
        fetch,
        searchPageSchema,
        path,
        { query: { cursor } },
      );
      for (const item of page.items) yield toDocument(item);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}

function toDocument(item: SearchableChecklist): RunbookDocument {
  const { kind, namespace, name } = parseEntityRef(item.entityRef);
  const page = [namespace, kind, name].map(encodeURIComponent).join('/');
  const query = new URLSearchParams({ checklist: item.checklistId });
  return {
    title: `${item.title} (${name})`,
    text: item.text,
    location: `/catalog/${page}/runbooks?${query}`,
    authorization: { resourceRef: item.entityRef },
    entityRef: item.entityRef,
    kind: item.kind,
    documentTitle: item.documentTitle,
    owner: item.owner ?? '',
  };
}
