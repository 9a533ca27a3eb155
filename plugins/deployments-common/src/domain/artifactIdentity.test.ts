import { canonicalVersion, releaseName, sameRelease } from './artifactIdentity';

const SHA = '4bf5122f344554c53bde2ebb8cd2b7e3d1600ad6';

function release(
  version: string | null,
  commit: string | null = null,
  digest: string | null = null,
) {
  return { artifact: { version, digest, image: null }, commit };
}

it.each([
  ['v1.42.0', '1.42.0'],
  ['refs/tags/v1.42.0', '1.42.0'],
  ['1.42.0', '1.42.0'],
  ['version-2', 'version-2'],
  [' 1.0 ', '1.0'],
])('reads %s as %s', (text, version) => {
  expect(canonicalVersion(text)).toBe(version);
});

it.each([
  ['the same version', release('1.42.0'), release('v1.42.0'), true],
  ['another version', release('1.42.0'), release('1.43.0'), false],
  [
    'the same commit',
    release('1.43.0-rc.1', SHA),
    release('1.43.0', SHA),
    true,
  ],
  [
    'an abbreviated commit',
    release(null, SHA),
    release(null, SHA.slice(0, 7)),
    true,
  ],
  [
    'one version built from two commits',
    release('latest', SHA),
    release('latest', SHA.replace('4', '5')),
    false,
  ],
  [
    'the same digest',
    release('a', null, 'sha256:1'),
    release('b', null, 'sha256:1'),
    true,
  ],
  [
    'another digest, as per platform',
    release('1.0', null, 'sha256:1'),
    release('1.0', null, 'sha256:2'),
    true,
  ],
  ['nothing in common', release('1.42.0'), release(null, SHA), undefined],
  ['nothing at all', release(null), release(null), undefined],
])('compares %s', (_name, a, b, same) => {
  expect(sameRelease(a, b)).toBe(same);
  expect(sameRelease(b, a)).toBe(same);
});

it.each([
  [release('v1.42.0', SHA), '1.42.0'],
  [release(null, SHA), '4bf5122'],
  [release(null, null, 'sha256:0123456789abcdef'), '0123456789ab'],
  [release(null), 'an unnamed version'],
  [{ artifact: null, commit: null }, 'an unnamed version'],
])('names %j %s', (one, name) => {
  expect(releaseName(one)).toBe(name);
});
