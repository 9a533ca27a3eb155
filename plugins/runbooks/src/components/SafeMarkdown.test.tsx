import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { SafeMarkdown, safeHref } from './SafeMarkdown';

describe('SafeMarkdown', () => {
  it('shows text and safe links, and nothing that runs or calls elsewhere', async () => {
    const { container } = await renderInTestApp(
      <SafeMarkdown
        text={[
          '# Title <script>alert(1)</script><img src="https://spy.example.com/a">',
          '[web](https://example.com) [mail](mailto:a@example.com) [bad](javascript:alert(1))',
          '![pixel](https://spy.example.com/pixel.png)',
        ].join('\n\n')}
      />,
    );
    const web = screen.getByRole('link', { name: 'web' });
    expect(web).toHaveAttribute('rel', 'noopener noreferrer');
    expect(screen.getByRole('link', { name: 'mail' })).toBeInTheDocument();
    expect(screen.getAllByRole('link')).toHaveLength(2);
    expect(container.querySelectorAll('script, img, h1')).toHaveLength(0);
    expect(screen.getByText('[image: pixel]')).toBeInTheDocument();
  });

  it.each([
    `${'java'}script:alert(1)`,
    ' JavaScript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '/relative',
    '//example.com',
  ])('leads nowhere for %s', href => {
    expect(safeHref(href)).toBe('');
  });
});
