/** @file A hundred thousand images, scrolled from end to end: no blank or long frame, a flat heap, and only what is in sight on the page. */
import { beforeAll, describe, expect, test } from 'vitest';
import { image, object } from '../../ledger/ledger-world.ts';
import { heapOf, scriptingByFrame } from './frame-trace.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const images = 100_000;
/** Milliseconds in a frame. */
const longestScripting = 50;
const window = windowForFile();

describe.skipIf(!hasChromium)('a long history', () => {
  beforeAll(async () => {
    const { ledger } = window().api.engine;
    const now = Date.now();
    await ledger.commit(() => {
      for (let number = 0; number < images; number += 1) {
        // A thousand a day.
        const at = now - number * 86_400;
        const key = { profile: 'photos', imageId: image(number) };
        const row = { size: 1000 + number, contentType: 'image/png', extension: 'png' };
        ledger.images.add({ imageId: key.imageId, ...row }, at);
        ledger.journeys.begin({ ...key, fileName: `${number}.png`, directory: 'seed', replaces: null }, at);
        ledger.journeys.move(key, 'hashed', 'uploading', at);
        ledger.objects.confirm(key.profile, key.imageId, object('original'));
        ledger.journeys.move(key, 'uploading', 'confirmed', at);
        ledger.journeys.stored(key, 'written', 10, at);
      }
    });
  }, 600_000);

  test.each(['table', 'grid'])('as a %s', { timeout: 180_000 }, async (layout) => {
    const page = await window().open(`#/history?view=${layout}`);
    page.setDefaultTimeout(150_000);
    const list = layout === 'table' ? page.getByRole('grid') : page.getByRole('listbox');
    await list.waitFor();
    await page.getByText('0.png').first().waitFor();
    const seen = await list.evaluate(async (element) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const box = element.getBoundingClientRect();
      const middle = box.left + box.width / 4;
      // Between two lines there is air: one of three points close together is in a line.
      const isBlankAt = (height: number) =>
        [0, 25, 50].every(
          (more) => document.elementFromPoint(middle, height + more)?.closest('[role=row],[role=option]') === null,
        );
      let blank = 0;
      let most = 0;
      let frames = 0;
      let resting = 0;
      // At the end of what is loaded it rests until more has come.
      while (resting < 600 && element.textContent?.includes('99999.png') !== true) {
        const before = element.scrollTop;
        element.scrollTop += element.clientHeight * 6;
        await frame();
        await frame();
        frames += 1;
        most = Math.max(most, element.querySelectorAll('[role=row],[role=option]').length);
        if (isBlankAt(box.top + 60) || isBlankAt(box.top + box.height / 2)) blank += 1;
        resting = element.scrollTop === before ? resting + 1 : 0;
      }
      return { blank, most, frames, end: element.textContent?.includes('99999.png') };
    });
    expect(seen.end).toBe(true);
    expect(seen.blank).toBe(0);
    expect(seen.most).toBeLessThan(200);
  });

  test.each(['table', 'grid'])(
    'as a %s no frame has long scripts, and the heap stays flat',
    { timeout: 900_000 },
    async (layout) => {
      const page = await window().open(`#/history?view=${layout}`);
      page.setDefaultTimeout(600_000);
      const list = layout === 'table' ? page.getByRole('grid') : page.getByRole('listbox');
      await page.getByText('0.png').first().waitFor();
      /** By so many screens each frame, to the end or back to the top; what is not there yet is waited for. */
      const scroll = (screens: number) =>
        list.evaluate(async (element, by) => {
          // After the frame is drawn: moving the list in its midst would have us lay out what is not drawn yet.
          const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          const wanted = by > 0 ? '99999.png' : '0.png';
          for (let resting = 0; resting < 600; ) {
            const before = element.scrollTop;
            element.scrollTop += element.clientHeight * by;
            await frame();
            resting = element.scrollTop === before ? resting + 1 : 0;
            // Its text is read only where it can be at the end: reading it is work of ours, not of the page.
            if (
              resting > 0 &&
              [...element.querySelectorAll('[role=row],[role=option]')].some((one) => one.textContent?.includes(wanted))
            )
              return;
          }
          throw new Error('The end did not come');
        }, screens);
      const loading = await scriptingByFrame(page, () => scroll(6));
      await scroll(-20);
      const heap = await heapOf(page);
      const through = await scriptingByFrame(page, async () => {
        await scroll(20);
        await scroll(-20);
      });
      const after = await heapOf(page);
      process.stdout.write(
        `${layout}: ${loading.length} frames while loading, longest ${loading.slice(0, 3).map(Math.round)} ms; ` +
          `${through.length} frames there and back, longest ${through.slice(0, 3).map(Math.round)} ms; ` +
          `heap ${Math.round(heap / 1e6)} MB, then ${Math.round(after / 1e6)} MB\n`,
      );
      expect(loading[0]).toBeLessThan(longestScripting);
      expect(through[0]).toBeLessThan(longestScripting);
      expect(after).toBeLessThan(heap * 1.1 + 2_000_000);
    },
  );
});
