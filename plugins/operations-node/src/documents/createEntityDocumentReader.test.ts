import { Readable } from 'node:stream';
import { symlink } from 'node:fs/promises';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { NotFoundError, NotModifiedError } from '@backstage/errors';
import { createEntityDocumentReader } from './createEntityDocumentReader';
import { MAX_DOCUMENT_BYTES } from './types';

const ANNOTATION = 'opsdeck.io/runbooks';

function entity(annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'orders', annotations },
  };
}

function reader(urlReader = mockServices.urlReader.mock()) {
  return createEntityDocumentReader({
    urlReader,
    logger: mockServices.logger.mock(),
  });
}

describe('documents on disk', () => {
  const directory = createMockDirectory();

  beforeEach(() => {
    directory.setContent({
      'outside.md': 'secret',
      'repo/catalog-info.yaml': '',
      'repo/slos.yaml': 'kind: SLO',
      'repo/runbooks/b.md': '# B',
      'repo/runbooks/a.md': '# A',
      'repo/runbooks/notes.txt': 'no',
      'repo/runbooks/deep/c.md': '# C',
    });
  });

  const managed = (value: string, more: Record<string, string> = {}) =>
    entity({
      'backstage.io/managed-by-location': `file:${directory.resolve(
        'repo/catalog-info.yaml',
      )}`,
      [ANNOTATION]: value,
      ...more,
    });

  it('reads paths and globs, each document once and sorted', async () => {
    const { documents, problems } = await reader().read(
      managed('runbooks/b.md, runbooks/*.md, slos.yaml'),
      ANNOTATION,
    );
    expect(problems).toEqual([]);
    expect(
      documents.map(({ path, content }) => [path, content.toString()]),
    ).toEqual([
      ['runbooks/a.md', '# A'],
      ['runbooks/b.md', '# B'],
      ['slos.yaml', 'kind: SLO'],
    ]);
    expect(documents[0].etag).toMatch(/^[0-9a-f]{64}$/);
  });

  it('walks all folders for a double star', async () => {
    const { documents } = await reader().read(
      managed('runbooks/**/*.md'),
      ANNOTATION,
    );
    expect(documents.map(document => document.path)).toEqual([
      'runbooks/a.md',
      'runbooks/b.md',
      'runbooks/deep/c.md',
    ]);
  });

  it.each([
    ['../outside.md', /leaves the source location/],
    ['runbooks/../../outside.md', /leaves the source location/],
    ['../*.md', /leaves the source location/],
    ['/etc/passwd', /relative to the source location/],
    ['file:/etc/passwd', /relative to the source location/],
    ['https://example.com/a.md', /relative to the source location/],
    ['a?b.md', /Use letters/],
    ['runbooks/', /names a folder/],
    ['runbooks', /names no file/],
    ['gone.md', /no such file/],
    ['*.rst', /No document matches/],
  ])('refuses %s and reads the rest', async (path, message) => {
    const { documents, problems } = await reader().read(
      managed(`${path},slos.yaml`),
      ANNOTATION,
    );
    expect(documents.map(document => document.path)).toEqual(['slos.yaml']);
    expect(problems).toEqual([
      { path, message: expect.stringMatching(message) },
    ]);
  });

  it('follows no link that leaves the folder, by path or by glob', async () => {
    await symlink(
      directory.resolve('outside.md'),
      directory.resolve('repo/runbooks/link.md'),
    );
    await symlink(directory.path, directory.resolve('repo/runbooks/up'));
    const { documents, problems } = await reader().read(
      managed('runbooks/link.md, runbooks/up/outside.md, runbooks/up/*.md'),
      ANNOTATION,
    );
    expect(documents).toEqual([]);
    expect(problems).toHaveLength(3);
  });

  it('gives no document that is too long', async () => {
    directory.addContent({
      'repo/long.md': 'x'.repeat(MAX_DOCUMENT_BYTES + 1),
      'repo/just.md': 'x'.repeat(MAX_DOCUMENT_BYTES),
    });
    const { documents, problems } = await reader().read(
      managed('long.md,just.md'),
      ANNOTATION,
    );
    expect(documents.map(document => document.path)).toEqual(['just.md']);
    expect(problems).toEqual([
      {
        path: 'long.md',
        message: expect.stringContaining('more than the 1 MB'),
      },
    ]);
  });

  it('takes a source location on disk only below the place of the entity', async () => {
    const source = (folder: string) => ({
      'backstage.io/source-location': `file:${directory.resolve(folder)}/`,
    });
    const inside = await reader().read(
      managed('a.md', source('repo/runbooks')),
      ANNOTATION,
    );
    expect(inside.documents.map(document => document.path)).toEqual(['a.md']);

    const outside = await reader().read(
      managed('outside.md', source('.')),
      ANNOTATION,
    );
    expect(outside.documents).toEqual([]);
    expect(outside.problems[0].path).toBe(ANNOTATION);

    const foreign = await reader().read(
      entity({
        'backstage.io/managed-by-location':
          'url:https://github.com/a/b/blob/main/c.yaml',
        ...source('repo/runbooks'),
        [ANNOTATION]: 'a.md',
      }),
      ANNOTATION,
    );
    expect(foreign.documents).toEqual([]);
    expect(foreign.problems[0].message).toMatch(/folder on disk/);
  });
});

describe('documents of a url location', () => {
  const atGithub = (value: string) =>
    entity({
      'backstage.io/source-location':
        'url:https://github.com/acme/orders/tree/main',
      'backstage.io/managed-by-location':
        'url:https://github.com/acme/orders/blob/main/catalog-info.yaml',
      [ANNOTATION]: value,
    });

  it('reads a path with readUrl and asks again with its etag', async () => {
    const readUrl = jest
      .fn()
      .mockResolvedValueOnce({
        buffer: async () => Buffer.from('# A'),
        etag: 'v1',
      })
      .mockRejectedValueOnce(new NotModifiedError())
      .mockResolvedValueOnce({
        stream: () => Readable.from([Buffer.from('# '), Buffer.from('B')]),
        buffer: async () => Buffer.from('unused'),
        etag: 'v2',
      });
    const subject = reader(mockServices.urlReader.mock({ readUrl }));
    const read = async () => {
      const { documents } = await subject.read(
        atGithub('runbooks/a.md'),
        ANNOTATION,
      );
      return documents.map(({ content, etag }) => [content.toString(), etag]);
    };
    expect(await read()).toEqual([['# A', 'v1']]);
    expect(await read()).toEqual([['# A', 'v1']]);
    expect(await read()).toEqual([['# B', 'v2']]);
    const url = 'https://github.com/acme/orders/tree/main/runbooks/a.md';
    expect(readUrl.mock.calls.map(([to, { etag }]) => [to, etag])).toEqual([
      [url, undefined],
      [url, 'v1'],
      [url, 'v1'],
    ]);
  });

  it('reads a glob with search', async () => {
    const search = jest.fn().mockResolvedValue({
      etag: 'commit',
      files: [
        {
          url: 'https://github.com/acme/orders/tree/main/runbooks/a.md',
          content: async () => Buffer.from('# A'),
        },
      ],
    });
    const { documents } = await reader(
      mockServices.urlReader.mock({ search }),
    ).read(atGithub('runbooks/*.md'), ANNOTATION);
    expect(search.mock.calls[0][0]).toBe(
      'https://github.com/acme/orders/tree/main/runbooks/*.md',
    );
    expect(documents).toEqual([
      {
        path: 'runbooks/a.md',
        content: Buffer.from('# A'),
        etag: 'commit',
        url: 'https://github.com/acme/orders/tree/main/runbooks/a.md',
      },
    ]);
  });

  it('reads beside the catalog file when there is no source location', async () => {
    const readUrl = jest
      .fn()
      .mockResolvedValue({ buffer: async () => Buffer.from('# A') });
    await reader(mockServices.urlReader.mock({ readUrl })).read(
      entity({
        'backstage.io/managed-by-location':
          'url:https://github.com/acme/mono/blob/main/orders/catalog-info.yaml',
        [ANNOTATION]: 'runbooks/a b.md',
      }),
      ANNOTATION,
    );
    expect(readUrl.mock.calls[0][0]).toBe(
      'https://github.com/acme/mono/tree/main/orders/runbooks/a%20b.md',
    );
  });

  it('gives up a long answer without reading it to the end', async () => {
    const chunk = Buffer.alloc(256 * 1024);
    let sent = 0;
    const stream = Readable.from(
      (async function* chunks() {
        for (; sent < 100; sent += 1) yield chunk;
      })(),
    );
    const { problems } = await reader(
      mockServices.urlReader.mock({
        readUrl: async () => ({ buffer: jest.fn(), stream: () => stream }),
      }),
    ).read(atGithub('a.md'), ANNOTATION);
    expect(problems[0].message).toContain('more than the 1 MB');
    expect(sent).toBeLessThan(50);
  });

  it('says why a document could not be read, without secrets', async () => {
    const { problems } = await reader(
      mockServices.urlReader.mock({
        readUrl: async () => {
          throw new NotFoundError('https://me:hunter2@github.com/x not found');
        },
      }),
    ).read(atGithub('a.md'), ANNOTATION);
    expect(problems).toEqual([
      { path: 'a.md', message: expect.not.stringContaining('hunter2') },
    ]);
  });
});

it('reads nothing without the annotation, and says when there is no location', async () => {
  expect(await reader().read(entity({}), ANNOTATION)).toEqual({
    documents: [],
    problems: [],
  });
  const { problems } = await reader().read(
    entity({ [ANNOTATION]: 'a.md' }),
    ANNOTATION,
  );
  expect(problems).toEqual([
    {
      path: ANNOTATION,
      message: expect.stringContaining('no source location'),
    },
  ]);
});
