import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** The full ref of a resource that a runbook names; undefined when the text is none. */
export function refOfResource(text: string): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, { defaultKind: 'resource' }),
    );
  } catch {
    // Text of a runbook: what is no ref names no resource.
    return undefined;
  }
}
