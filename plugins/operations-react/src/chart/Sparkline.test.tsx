import { screen } from '@testing-library/react';
import { renderInApp } from '../__testUtils__/renderInApp';
import { Sparkline } from './Sparkline';
import { sparklinePath } from './sparklinePath';

describe('sparklinePath', () => {
  it.each<[string, (number | null)[], string]>([
    ['a rise', [0, 5, 10], 'M0 20L50 10L100 0'],
    ['negative values', [-10, 10], 'M0 20L100 0'],
    ['no change', [7, 7], 'M0 10L100 10'],
    ['a gap', [0, 10, null, 10, 0], 'M0 20L25 0M75 0L100 20'],
    ['a lone value between gaps', [0, 0, null, 10, null], 'M0 20L25 20M75 0h0'],
    ['one value', [3], 'M0 10h0'],
    ['nothing', [], ''],
    ['only gaps', [null, null], ''],
  ])('draws %s', (_case, values, path) => {
    expect(sparklinePath(values, 100, 20)).toBe(path);
  });
});

it('has its meaning in words', async () => {
  await renderInApp(<Sparkline label="size grows" values={[1, 2]} />);
  const image = screen.getByRole('img', { name: 'size grows' });
  expect(image.querySelector('path')).toHaveAttribute('d', 'M0 20L92 0');
});
