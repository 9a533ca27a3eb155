import axe from 'axe-core';

/**
 * What axe finds wrong, as one line per element. Colours are not judged here:
 * jsdom does not paint; the browser tests judge them.
 */
export async function axeViolations(container: Element): Promise<string[]> {
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(node => `${id}: ${help}: ${node.html}`),
  );
}
