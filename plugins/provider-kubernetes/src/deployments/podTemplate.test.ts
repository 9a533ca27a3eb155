import { provenanceOf } from './podTemplate';

const of = (
  image: string,
  metadata: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  } = {},
) =>
  provenanceOf(
    { metadata, spec: { containers: [{ name: 'app', image }] } },
    'orders',
  );

it.each([
  ['registry.example.com/orders:1.42.0', '1.42.0', null],
  ['registry.example.com:5000/orders', null, null],
  ['registry.example.com:5000/orders:1.42.0', '1.42.0', null],
  ['orders:1.42.0@sha256:abc', '1.42.0', 'sha256:abc'],
  ['orders@sha256:abc', null, 'sha256:abc'],
  // Moves from image to image.
  ['orders:latest', null, null],
  ['orders:main@sha256:abc', null, 'sha256:abc'],
])('reads the image %s', (image, version, digest) => {
  expect(of(image).artifact).toEqual({ version, digest, image });
});

it('prefers the version label to the tag', () => {
  const { artifact } = of('orders:build-77', {
    labels: { 'app.kubernetes.io/version': '1.42.0' },
  });
  expect(artifact.version).toBe('1.42.0');
});

it('takes no word for a commit', () => {
  const commit = (text: string) =>
    of('orders', { annotations: { 'org.opencontainers.image.revision': text } })
      .commit;
  expect(commit('main')).toBeNull();
  expect(commit('4bf5122')).toBe('4bf5122');
});

describe('the main container', () => {
  const containers = ['sidecar', 'orders', 'third'].map(name => ({
    name,
    image: `${name}:1`,
  }));
  const imageOf = (name: string, annotations = {}) =>
    provenanceOf({ metadata: { annotations }, spec: { containers } }, name)
      .artifact.image;

  it.each([
    ['the one that kubectl takes', 'third:1', 'orders', 'third'],
    ['else the one named like the workload', 'orders:1', 'orders', undefined],
    ['else the first', 'sidecar:1', 'shop', undefined],
  ])('is %s', (_name, image, workload, preferred) => {
    const annotations = preferred && {
      'kubectl.kubernetes.io/default-container': preferred,
    };
    expect(imageOf(workload, annotations || {})).toBe(image);
  });
});

it('knows nothing of an empty template', () => {
  expect(provenanceOf(undefined, 'orders')).toEqual({
    artifact: { version: null, digest: null, image: null },
    commit: null,
    repository: null,
  });
});
