import { renderInTestApp } from '@backstage/test-utils';
import * as kit from '@opsdeck/backstage-plugin-operations-react';
import { axeViolations } from '@opsdeck/backstage-plugin-operations-react/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fs from 'node:fs';
import path from 'node:path';
import { GalleryPage } from './GalleryPage';
import { SECTIONS } from './sections';

/** Frames and providers: they show nothing of their own. */
const FRAMES = [
  'EntityCard',
  'EntityTab',
  'OpsdeckQueryProvider',
  'QueryBoundary',
  'ScrollRegion',
  'TabOverview',
  'VisuallyHidden',
  'WithoutHintTabStops',
  'Hint',
];

describe('the gallery', () => {
  it('shows every piece of the kit', () => {
    const folder = path.join(__dirname, 'sections');
    const sources = fs
      .readdirSync(folder)
      .map(file => fs.readFileSync(path.join(folder, file), 'utf8'))
      .join('\n');
    const pieces = Object.entries(kit)
      .filter(
        ([name, value]) =>
          /^[A-Z][a-z]/.test(name) && value instanceof Function,
      )
      .map(([name]) => name)
      .filter(name => !FRAMES.includes(name));
    expect(pieces.length).toBeGreaterThan(25);
    expect(pieces.filter(name => !sources.includes(`<${name}`))).toEqual([]);
  });

  it('links to each section and breaks no rule of accessibility', async () => {
    const { container } = await renderInTestApp(<GalleryPage />);
    const links = within(
      screen.getByRole('navigation', { name: 'Sections' }),
    ).getAllByRole('link');
    expect(links.map(link => link.getAttribute('href'))).toEqual(
      SECTIONS.map(({ id }) => `#${id}`),
    );
    for (const { id, title } of SECTIONS) {
      expect(screen.getByRole('region', { name: title })).toHaveAttribute(
        'id',
        id,
      );
    }
    expect(await axeViolations(container)).toEqual([]);
  });

  it('keeps the reading direction in the link', async () => {
    await renderInTestApp(<GalleryPage />);
    const section = screen.getByRole('region', { name: SECTIONS[0].title });
    expect(section.closest('[dir]')).toHaveAttribute('dir', 'ltr');
    await userEvent.click(
      screen.getByRole('button', { name: 'Right to left' }),
    );
    expect(section.closest('[dir]')).toHaveAttribute('dir', 'rtl');
  });

  it('shows who can when a write is refused', async () => {
    await renderInTestApp(<GalleryPage />);
    await userEvent.click(
      screen.getByRole('button', { name: 'Try it without permission' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByRole('textbox'), 'to see it');
    await userEvent.click(
      within(dialog).getByRole('button', { name: /^Roll back/ }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'You may not roll back the sample to 1.41.3',
    );
  });
});
