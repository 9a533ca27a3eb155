import axe from 'axe-core';

/** What axe finds wrong, shortened to what a failing test should print. */
export interface AxeViolation {
  id: string;
  help: string;
  nodes: string[];
}

/**
 * The accessibility violations of what was rendered. Colours are not judged
 * here: jsdom does not paint; `verdictColors.test.ts` computes them.
 */
export async function axeViolations(
  container: Element,
): Promise<AxeViolation[]> {
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(node => node.html),
  }));
}
