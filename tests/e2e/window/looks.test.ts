/** @file How screens look, compared with pictures that were agreed upon; CLOUDROLL_LOOKS=1 takes them anew. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { openKeys } from './look-at-page.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile();
const agreed = fileURLToPath(new URL('looks/', import.meta.url));
const unlike = fileURLToPath(new URL('../screens/', import.meta.url));
const takesAnew = process.env['CLOUDROLL_LOOKS'] !== undefined;

/** Of 255: what another version of the rasteriser makes of an edge is less. */
const seen = 48;
/** Of all pixels: a word more or less, not a part that moved. */
const mostUnlike = 0.004;

const screens: readonly { readonly name: string; readonly hash: string; readonly ready?: (page: Page) => unknown }[] = [
  {
    name: 'history',
    hash: '#/history?sort=name&order=up&type=image%2Fsvg%2Bxml&type=image%2Fjpeg',
    ready: (page) => page.getByRole('option').first().waitFor(),
  },
  { name: 'no-match', hash: '#/history?q=nothing+like+it' },
  { name: 'settings', hash: '#/settings' },
  { name: 'welcome', hash: '#/welcome' },
  { name: 'welcome-keys', hash: '#/welcome?step=2' },
  { name: 'keys', hash: '#/history?q=nothing+like+it', ready: openKeys },
];

describe.skipIf(!hasChromium).each(screens)('$name', ({ name, hash, ready }) => {
  beforeAll(async () => {
    if ((await window().client.status({})).images.stored === 0) await window().withSamples();
  });

  test.each(['light', 'dark'] as const)('in %s it looks as agreed', async (colorScheme) => {
    const page = await window().open(hash, { colorScheme, viewport: { width: 800, height: 600 } });
    await ready?.(page);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForFunction(() => [...document.querySelectorAll('img')].every((picture) => picture.complete));
    const now = await page.screenshot({ caret: 'hide', animations: 'disabled' });
    const path = join(agreed, `${name}-${colorScheme}.png`);
    if (takesAnew) {
      mkdirSync(agreed, { recursive: true });
      writeFileSync(path, await sharp(now).png({ palette: true, colours: 128, effort: 10 }).toBuffer());
      return;
    }
    expect(existsSync(path), `${path} is there`).toBe(true);
    const share = await unlikeShare(now, path);
    if (share > mostUnlike) {
      mkdirSync(unlike, { recursive: true });
      writeFileSync(join(unlike, `unlike-${name}-${colorScheme}.png`), now);
    }
    expect(share).toBeLessThanOrEqual(mostUnlike);
  });
});

/** The share of pixels that a person would see to differ; 1 for pictures of two sizes. */
async function unlikeShare(now: Buffer, path: string): Promise<number> {
  const raw = (input: Buffer | string) =>
    sharp(input).removeAlpha().blur(0.6).raw().toBuffer({ resolveWithObject: true });
  const [one, other] = await Promise.all([raw(now), raw(path)]);
  if (one.info.width !== other.info.width || one.info.height !== other.info.height) return 1;
  const pixels = one.info.width * one.info.height;
  let differing = 0;
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const far = [0, 1, 2].some((band) => {
      const at = pixel * 3 + band;
      return Math.abs((one.data[at] ?? 0) - (other.data[at] ?? 0)) > seen;
    });
    if (far) differing += 1;
  }
  return differing / pixels;
}
