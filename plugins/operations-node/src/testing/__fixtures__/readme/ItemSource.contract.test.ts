import { json, runSourceContract } from '../../index';
import { ItemSource } from './ItemSource';

const TOKEN = 'tok-5f3c9a7e1d';
const PAGES: Record<string, object> = {
  '': { items: [{ key: 'a', size: 1 }], next: 'page-2' },
  'page-2': { items: [{ key: 'b', size: 2 }] },
};

runSourceContract({
  name: 'example items',
  createSource: endpoint => new ItemSource({ endpoint, token: TOKEN }),
  respond: {
    pages: (request, response) =>
      json(200, PAGES[request.url.searchParams.get('cursor') ?? ''])(
        request,
        response,
      ),
    empty: json(200, { items: [] }),
    interrupted: (request, response) =>
      request.url.searchParams.has('cursor')
        ? json(502, {})(request, response)
        : json(200, PAGES[''])(request, response),
    oddRecord: json(200, {
      items: [{ key: 'a', size: 1 }, { key: 'b', size: 2 }, { size: 3 }],
    }),
  },
  expected: { records: 2, keptWhenInterrupted: 1 },
  secrets: [TOKEN],
});
