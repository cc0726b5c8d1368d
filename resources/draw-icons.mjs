/**
 * @file Draws the app's icon and the tray's pictures from shapes; run by hand after a change: node resources/draw-icons.mjs
 * Each state of the tray has a shape of its own, so that it is told apart without its colour.
 */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const here = dirname(fileURLToPath(import.meta.url));
const cloud = 'M6.5 18.5a4.6 4.6 0 0 1-.5-9.2 6 6 0 0 1 11.6-1.2 5.2 5.2 0 0 1 .1 10.4z';

/** Drawn into the cloud, in a field of 24 by 24. */
const marks = {
  idle: '<path d="M8.6 13.2l2.5 2.5 4.6-4.9"/>',
  syncing: '<path d="M12 17v-6.4M9.1 13.2 12 10.3l2.9 2.9"/>',
  paused: '<path d="M10.2 10.8v5.4M13.8 10.8v5.4"/>',
  attention: '<path d="M12 9.8v4"/><path d="M12 16.6v.01"/>',
  offline: '<path d="M9.7 11.2l4.6 4.6M14.3 11.2l-4.6 4.6"/>',
};
const colours = { idle: '#3b82f6', syncing: '#3b82f6', paused: '#8b95a5', attention: '#d97706', offline: '#8b95a5' };

const drawing = (fill, mark, stroke) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="${fill}" d="${cloud}"/>` +
  `<g fill="none" stroke="${stroke}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${mark}</g></svg>`;

/** macOS wants black and transparent: the mark is cut out of the cloud. */
const template = (mark) =>
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><mask id="m"><rect width="24" height="24" fill="#fff"/>' +
  `<g fill="none" stroke="#000" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${mark}</g></mask>` +
  `<path mask="url(#m)" d="${cloud}"/></svg>`;

async function write(svg, size, name) {
  const picture = await sharp(Buffer.from(svg), { density: (72 * size) / 24 })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toBuffer();
  await sharp(picture).toFile(join(here, name));
}

mkdirSync(join(here, 'tray'), { recursive: true });
for (const [state, mark] of Object.entries(marks)) {
  for (const [scale, ending] of [
    [1, ''],
    [2, '@2x'],
  ]) {
    await write(drawing(colours[state], mark, '#fff'), 22 * scale, `tray/${state}${ending}.png`);
    await write(template(mark), 16 * scale, `tray/${state}Template${ending}.png`);
  }
}
await write(drawing('#3b82f6', marks.syncing, '#fff'), 512, 'icon.png');
