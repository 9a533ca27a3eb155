import axe from 'axe-core';

/**
 * What axe finds wrong in what was rendered, as one line per element. Colours
 * are not judged here: jsdom does not paint; `verdictColors.test.ts` computes
 * them and the browser tests see them.
 */
export async function axeViolations(container: Element): Promise<string[]> {
  const { violations } = await axe.run(
    // Backstage's own tab strip names panels that are not there.
    { include: container, exclude: '[role="tablist"]' },
    {
      rules: {
        'color-contrast': { enabled: false },
        region: { enabled: false },
      },
    },
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(node => `${id}: ${help}: ${node.html}`),
  );
}
