/** @file Every text on every surface it stands on is at least 4.5:1, every edge 3:1, in light and dark (WCAG 2.2, 1.4.3 and 1.4.11). */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const sheet = readFileSync(new URL('../../renderer/ui/tokens.css', import.meta.url), 'utf8');
type Color = readonly [lightness: number, chroma: number, hue: number];

const roles = new Map(
  [...sheet.matchAll(/--([\w-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\);/g)].map(
    ([, name, light, dark]) => [name ?? '', { light: colorOf(light ?? ''), dark: colorOf(dark ?? '') }],
  ),
);

function colorOf(text: string): Color {
  const [lightness = 0, chroma = 0, hue = 0] = text.split(' ').map(Number);
  return [lightness, chroma, hue];
}

/** Relative luminance by way of OKLab and linear sRGB: www.w3.org/TR/css-color-4/#color-conversion-code. */
function luminance([lightness, chroma, hue]: Color): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const red = clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, scheme: 'light' | 'dark'): number {
  const [first, second] = [one, other].map((name) => {
    const role = roles.get(name);
    if (role === undefined) throw new Error(`There is no role ${name}`);
    return luminance(role[scheme]) + 0.05;
  });
  return Math.max(first ?? 0, second ?? 0) / Math.min(first ?? 1, second ?? 1);
}

const surfaces = ['paper', 'side', 'raised', 'hover', 'pressed', 'selected'];
const texts: readonly (readonly [string, readonly string[]])[] = [
  ['ink', [...surfaces, 'bad-paper', 'wait-paper']],
  ['ink-2', surfaces.filter((name) => name !== 'selected')],
  ['accent', ['paper', 'side', 'raised', 'hover']],
  ['bad', ['paper', 'side', 'raised', 'hover', 'bad-paper']],
  ['wait', ['paper', 'side', 'raised', 'hover']],
  ['good', ['paper', 'side', 'raised', 'hover']],
  ['on-accent', ['accent', 'accent-hover']],
  ['raised', ['bad']],
];
const edges: readonly (readonly [string, readonly string[]])[] = [
  ['line-strong', ['paper', 'side', 'raised']],
  ['accent', surfaces],
];

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  test('the roles were read', () => {
    expect(roles.size).toBeGreaterThan(15);
  });

  test.each(texts.flatMap(([text, on]) => on.map((surface) => [text, surface] as const)))(
    '%s on %s is read',
    (text, surface) => {
      expect(contrast(text, surface, scheme)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(edges.flatMap(([edge, on]) => on.map((surface) => [edge, surface] as const)))(
    '%s on %s is seen',
    (edge, surface) => {
      expect(contrast(edge, surface, scheme)).toBeGreaterThanOrEqual(3);
    },
  );
});
