import { renderInTestApp } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import { RunbookLintFinding } from '@opsdeck/backstage-plugin-runbooks-common';
import { overview } from '../__testUtils__/fixtures';
import { LintFindings } from './LintFindings';

const finding: RunbookLintFinding = {
  rule: 'L13',
  severity: 'warning',
  message: 'The tag moves.',
  line: 4,
  fix: 'Name a version.',
  suppressed: null,
};

function documents(url: string | null, lint: RunbookLintFinding[]) {
  const [document] = overview().documents;
  return [{ ...document, url, lint }];
}

describe('LintFindings', () => {
  it('is silent when nothing was found', async () => {
    const { container } = await renderInTestApp(
      <LintFindings documents={documents(null, [])} />,
    );
    expect(container.querySelector('section')).toBeNull();
  });

  it('lists the gravest first, with line and remedy, and folds what is accepted', async () => {
    await renderInTestApp(
      <LintFindings
        documents={documents('https://git.example.com/a.md', [
          finding,
          { ...finding, severity: 'error', rule: 'L22', line: 9 },
          {
            ...finding,
            line: 12,
            suppressed: { reason: 'until the move', until: '2027-06-30' },
          },
        ])}
      />,
    );
    const items = screen.getAllByRole('listitem');
    expect(items[0]).toHaveTextContent(/^Error The tag moves\. \(L22\)/);
    expect(items[1]).toHaveTextContent('Name a version.');
    expect(within(items[1]).getByRole('link')).toHaveAttribute(
      'href',
      'https://git.example.com/a.md#L4',
    );
    const folded = screen.getByText('1 accepted for a time').closest('details');
    expect(folded).not.toHaveAttribute('open');
    expect(folded).toHaveTextContent(
      'accepted until 2027-06-30: until the move',
    );
  });

  it('names the line of a document that has no address', async () => {
    await renderInTestApp(
      <LintFindings documents={documents(null, [finding])} />,
    );
    expect(screen.getByText('runbooks/daily.md:4')).toBeInTheDocument();
    expect(screen.queryByRole('link')).toBeNull();
  });
});
