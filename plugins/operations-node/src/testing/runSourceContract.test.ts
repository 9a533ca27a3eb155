import { TestDatabases } from '@backstage/backend-test-utils';
import { ReadContext, SourceError, SourceScope } from '../source';
import { ExampleRecord, ExampleSource } from './__fixtures__/ExampleSource';
import { CONTRACT } from './checks';
import { ODD_RECORD_CHECKS } from './checkOddRecord';
import { ContractHarness } from './ContractHarness';
import { json, runSourceContract } from './index';
import { Responder, SourceContractOptions } from './types';

const TOKEN = 'tok-5f3c9a7e1d';
const PAGES: Record<string, { items: unknown[]; next?: string }> = {
  '': {
    items: [
      { id: 'a', size: 1 },
      { id: 'b', size: 2 },
    ],
    next: 'page-2',
  },
  'page-2': { items: [{ id: 'c', size: 3 }], next: 'page-3' },
  'page-3': { items: [{ id: 'd', size: 4 }] },
};

const pageOf: Responder = (request, response) =>
  json(200, PAGES[request.url.searchParams.get('cursor') ?? ''])(
    request,
    response,
  );

const options: SourceContractOptions<ExampleRecord> = {
  name: 'example items',
  createSource: endpoint => new ExampleSource(endpoint, TOKEN),
  respond: {
    pages: pageOf,
    empty: json(200, { items: [] }),
    interrupted: (request, response) =>
      request.url.searchParams.has('cursor')
        ? json(502, { message: 'Bad gateway' })(request, response)
        : pageOf(request, response),
    oddRecord: (request, response) =>
      request.url.searchParams.has('cursor')
        ? pageOf(request, response)
        : json(200, {
            ...PAGES[''],
            items: [...PAGES[''].items, { size: 0, apiKey: TOKEN }],
          })(request, response),
  },
  repair: () => ({ id: 'e', size: 0 }),
  expected: { records: 4, keptWhenInterrupted: 2 },
  secrets: [TOKEN],
  keyOf: record => record.id,
};

runSourceContract(options);

class Broken extends ExampleSource {
  static create(endpoint: string) {
    return new this(endpoint, TOKEN);
  }
}

class OnlyFirstPage extends Broken {
  async *read(scope: SourceScope, context: ReadContext) {
    for await (const page of super.read(scope, context)) {
      yield { ...page, cursor: undefined };
      return;
    }
  }
}

class CountsNothing extends Broken {
  read(scope: SourceScope, context: ReadContext) {
    return super.read(scope, { ...context, countCall: () => {} });
  }
}

class NeverTheSame extends Broken {
  async *read(scope: SourceScope, context: ReadContext) {
    for await (const page of super.read(scope, context)) {
      const records = page.records.map(record => ({
        ...record,
        size: Math.random(),
      }));
      yield { ...page, records };
    }
  }
}

class Renaming extends Broken {
  async *read(scope: SourceScope, context: ReadContext) {
    for await (const page of super.read(scope, context)) {
      const records = page.records.map(record => ({
        ...record,
        id: `${record.id}-${Math.random()}`,
      }));
      yield { ...page, records };
    }
  }
}

class Hasty extends Broken {
  read(scope: SourceScope, context: ReadContext) {
    return super.read(scope, {
      ...context,
      countCall: () => {
        context.countCall();
      },
    });
  }
}

class Unstated extends Broken {
  readonly policies = [];
}

class IgnoresDates extends Broken {
  protected async fetchPage(): Promise<never> {
    throw new SourceError('throttled', 'HTTP 429');
  }
}

class Deaf extends Broken {
  read(scope: SourceScope, context: ReadContext) {
    const { signal } = new AbortController();
    return super.read(scope, { ...context, signal });
  }
}

class Vague extends Broken {
  protected async fetchPage(): Promise<never> {
    throw new Error('request failed');
  }
}

class Telltale extends Broken {
  async *read(scope: SourceScope, context: ReadContext) {
    for await (const page of super.read(scope, context)) {
      const rejected = [{ payload: {}, reason: `asked with ${this.token}` }];
      yield { ...page, rejected };
    }
  }
}

class NeverLearns extends Broken {
  normalise(item: unknown): ExampleRecord[] {
    if (Reflect.get(Object(item), 'size') === 0) throw new Error('too small');
    return super.normalise(item);
  }
}

class ReplaysNothing extends Broken {
  readonly normalise = undefined as never;

  async *read(scope: SourceScope, context: ReadContext) {
    yield* new ExampleSource(this.endpoint, this.token).read(scope, context);
  }
}

class KeepsNoJson extends Broken {
  async *read(scope: SourceScope, context: ReadContext) {
    for await (const page of super.read(scope, context)) {
      const rejected = page.rejected?.map(({ reason }) => ({
        payload: { at: context.now },
        reason,
      }));
      yield { ...page, rejected };
    }
  }
}

class Forgetful extends Broken {
  async *read(scope: SourceScope, context: ReadContext) {
    const all: ExampleRecord[] = [];
    for await (const page of super.read(scope, context)) {
      all.push(...page.records);
    }
    yield { records: all.slice(1) };
  }
}

describe('the contract finds out a source that', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const forbiddenCheck = 'a missing permission is told by its name';

  it.each<[string, typeof Broken, string]>([
    ['stops after one page', OnlyFirstPage, 'reads every page'],
    ['does not count its calls', CountsNothing, 'reads every page'],
    ['changes what did not change', NeverTheSame, 'a second reading'],
    ['gives new keys each time', Renaming, 'keys are stable'],
    ['does not wait for its budget', Hasty, 'no call is made'],
    ['does not say what it needs', Unstated, 'the least privilege'],
    ['does not classify: 404', Vague, 'tells "not-found"'],
    ['ignores a Retry-After date', IgnoresDates, 'Retry-After is obeyed as'],
    ['does not listen to its signal', Deaf, 'an abort is honoured'],
    ['does not classify: 401', Vague, 'tells "unauthorized"'],
    ['does not classify: 403', Vague, forbiddenCheck],
    ['does not classify: 429', Vague, 'throttling is recognised'],
    ['does not classify: 5xx', Vague, 'tells "unavailable"'],
    ['does not classify: malformed', Vague, 'tells "malformed"'],
    ['fails on nothing', Vague, 'an empty answer'],
    ['shows its token', Telltale, 'no secret'],
    ['forgets a record', Forgetful, 'pages read before a failure'],
    ['cannot replay what it rejected', ReplaysNothing, 'a dead letter is'],
    ['does not understand what was repaired', NeverLearns, 'a dead letter is'],
    ['keeps a payload that is no JSON', KeepsNoJson, 'a dead letter is'],
    ['drops what is odd', Forgetful, 'a record that cannot be processed'],
  ])('%s', async (_what, source, checkName) => {
    const check = [...CONTRACT, ...ODD_RECORD_CHECKS].find(({ name }) =>
      name.startsWith(checkName),
    );
    if (!check) throw new Error(`No check "${checkName}"`);
    const harness = await ContractHarness.start(
      { ...options, createSource: endpoint => source.create(endpoint) },
      await databases.init('SQLITE_3'),
    );
    try {
      await expect(check.run(harness)).rejects.toThrow();
    } finally {
      await harness.stop();
    }
  });
});
