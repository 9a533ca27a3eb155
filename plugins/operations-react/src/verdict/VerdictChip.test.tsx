import { VERDICTS } from '@opsdeck/backstage-plugin-operations-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axeViolations } from '../testing/axe';
import { parseColor, renderedContrast } from '../__testUtils__/contrast';
import { renderInApp } from '../__testUtils__/renderInApp';
import { VerdictChip } from './VerdictChip';
import { VerdictIcon } from './VerdictIcon';
import { verdictShape, verdictWord } from './verdictWord';

describe.each(['light', 'dark'] as const)('VerdictChip, %s theme', theme => {
  it.each(VERDICTS)('says %s as a word and draws it', async verdict => {
    await renderInApp(<VerdictChip verdict={verdict} />, { theme });
    const chip = screen.getByText(verdictWord(verdict)).parentElement!;
    expect(chip.querySelector('svg path')).toBeInTheDocument();
    expect(renderedContrast(chip, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it('gives each verdict a shape of its own', async () => {
    await renderInApp(
      <>
        {VERDICTS.map(verdict => (
          <VerdictIcon key={verdict} verdict={verdict} />
        ))}
        <VerdictIcon verdict={null} />
      </>,
      { theme },
    );
    const images = screen.getAllByRole('img');
    const shapes = images.map(image =>
      image.querySelector('path')?.getAttribute('d'),
    );
    expect(new Set(shapes).size).toBe(5);
    expect(images.map(image => image.getAttribute('aria-label'))).toEqual([
      'breached',
      'at risk',
      'unknown',
      'met',
      'not declared',
    ]);
  });
});

it('shows a dash where nothing is declared', async () => {
  const { container } = await renderInApp(<VerdictChip verdict={null} />);
  expect(screen.getByText('not declared')).toBeInTheDocument();
  expect(parseColor(getComputedStyle(container).backgroundColor)[3]).toBe(0);
  expect(await axeViolations(container)).toEqual([]);
});

it('reads the word out beside a label', async () => {
  await renderInApp(<VerdictChip verdict="breached" label="47 min" />);
  expect(screen.getByText('47 min').parentElement).toHaveTextContent(
    '47 min (breached)',
  );
});

it('says why on focus', async () => {
  await renderInApp(
    <VerdictChip verdict="breached" title="lost 47 min of 5" />,
  );
  await userEvent.tab();
  expect(await screen.findByRole('tooltip')).toHaveTextContent(
    'lost 47 min of 5',
  );
});

it('says by what it was observed, and how long ago', async () => {
  const asOf = new Date(Date.now() - 3.5 * 60_000).toISOString();
  const source = {
    id: 'aws-rds',
    title: 'Amazon RDS',
    scopeId: 'eu',
    scopeTitle: 'Europe',
  };
  await renderInApp(
    <VerdictChip
      verdict="breached"
      title="lost 47 min of 5"
      observedBy={{
        source,
        noSource: null,
        freshness: { asOf, staleAt: null },
      }}
    />,
  );
  await userEvent.tab();
  const hint = await screen.findByRole('tooltip');
  expect(hint).toHaveTextContent('lost 47 min of 5');
  expect(hint).toHaveTextContent('observed by Amazon RDS, 3 min ago');
});

it.each([
  [
    { source: null, noSource: 'no source has found it', freshness: null },
    'observed by no source: no source has found it',
  ],
  [
    {
      source: { id: 'x', title: 'X', scopeId: 'y', scopeTitle: 'Y' },
      noSource: null,
      freshness: { asOf: null, staleAt: null },
    },
    'observed by X, never read',
  ],
])('claims no age where nothing was read (%#)', async (observedBy, text) => {
  await renderInApp(<VerdictChip verdict="unknown" observedBy={observedBy} />);
  await userEvent.tab();
  expect(await screen.findByRole('tooltip')).toHaveTextContent(text);
});

it('has a character for plain text', async () => {
  expect([...VERDICTS, null].map(verdictShape).join('')).toBe('✕▲?✓—');
});
