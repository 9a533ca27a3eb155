import fc from 'fast-check';

/** Pieces of text in a line, marked up well and badly. */
const piece = fc.constantFrom(
  ...['words', 'Check `x`', '**bold**', '**Bold**:', '*em*', 'snake_case here'],
  ...['_em_', '[link](https://a.b/c)', '[ref]', '[^1]', '![img](x.png)'],
  ...['https://x.y', 'www.a.b', 'me@x.y', '@team', '< 5 min', '<b>', '~5'],
  ...['<!-- c -->', 'a & b', '&amp;', '~~gone~~', '5 * 3', '**a `b*` c**'],
  ...['`a``b`', '`open', '\\*esc', 'C:\\dir', 'a | b', '1.', '- x', '# x'],
  ...['(*x*)', '**x**y', '*x* `y`, [z](q).', '[ ] a', '[x] b', '[x](y)'],
  ...['é', 'a  b', '**`x`**', '[a b](c "t")', '![', 'a:b', '``', 'x*', '**'],
);
const text = fc
  .array(piece, { minLength: 1, maxLength: 3 })
  .map(pieces => pieces.join(' '));
const indent = fc.constantFrom(
  ...['', '', '', '', '', '', '  ', '   ', '    ', '     ', '      ', '\t'],
);
const mark = fc.constantFrom(
  ...['', '', '', '', '- ', '* ', '+ ', '1. ', '2. ', '10. ', '1) ', '- [ ] '],
  ...['- [x] ', '1. [ ] ', '# ', '## ', '> ', '-   ', '-     ', '- - ', '|'],
  ...['[a]: ', '[^1]: ', '- [ ]', '- **'],
);
const whole = fc.constantFrom(
  ...[
    '```',
    '```bash',
    '   ```',
    '  ```sh',
    '````',
    '~~~',
    '---',
    '***',
    '===',
  ],
  ...[
    '- - -',
    '| a | b |\n|-|:-:|\n| `c` | d |',
    '| a | b |',
    '| a |',
    '|-|-|',
  ],
  ...['--- | ---', 'a | b', '<details>', '</details>', '<!--', '-->', '<pre>'],
  ...['</pre>', '[ref]: http://e.x', '[^1]: note', '[ref]: <x>', '  ', '-'],
  ...['1.', 'a  ', 'a\\', '# x #', '#', '    code', '\ttab', '> q', 'a\0b'],
  ...['``` a`b', '```bash {name=x}', '```  x  '],
);

/** A line of any kind that Markdown knows, and of some that it does not. */
export const markdownLine: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.tuple(indent, mark, text).map(parts => parts.join('')),
  },
  { weight: 5, arbitrary: fc.constantFrom('', '', '', '', '  ') },
  { weight: 4, arbitrary: whole },
);
