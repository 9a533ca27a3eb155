import { drawHex } from './random';
import { Service } from './services';

/** Reference of the container image of a version, with the digest that never changes. */
export function imageOf(
  seed: string,
  { name }: Service,
  version: string,
): string {
  const digest = drawHex(64, seed, name, version, 'image');
  return `registry.example.com/${name}:${version}@sha256:${digest}`;
}
