/** @file Where an SVG may hide, and how long the search may take. */
import { expect, test } from 'vitest';
import { isSvg } from '../../../electron/journey/intake/recognise-svg.ts';

test('a preamble of comments and declarations is skipped', () => {
  const preamble = '<?xml version="1.0"?>\n<!-- one -->\n<!-- two -->\n<?xml-stylesheet href="a.css"?>\n'.repeat(100);
  expect(isSvg(Buffer.from(`${preamble}<svg>`))).toBe(true);
});

test('a preamble that never ends is no SVG', () => {
  for (const start of ['<!--', '<?', '<!DOCTYPE svg [', ' ', '<!DOCTYPE svg ']) {
    expect(isSvg(Buffer.from(start.padEnd(16_384, start)))).toBe(false);
  }
});

test('an element whose name only starts like one is no SVG', () => {
  expect(isSvg(Buffer.from('<svgfoo>'))).toBe(false);
});
