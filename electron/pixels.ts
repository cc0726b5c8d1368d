/** @file Entry of the pixel process: loads sharp as told and tests it, or reads heads alone, and answers the main process until that is gone. */
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { readPictureDetails } from './journey/resize/exifreader-picture-details.ts';
import type { ResizeRequest, ResizeResult } from './journey/resize/image-resizer.ts';
import { selfTestMark } from './journey/resize/pixel-messages.ts';
import type { PixelEngine } from './journey/resize/pixel-port.ts';
import { headReader } from './journey/resize/read-head.ts';
import { servePixels } from './journey/resize/serve-pixels.ts';
import { sharpImageResizer } from './journey/resize/sharp-image-resizer.ts';
import { loadSharp, pixelLoad, settle, testSharp } from './journey/resize/sharp-loading.ts';
import { mainPort } from './main-port.ts';

const standardError = 2;

const load = pixelLoad(process.argv[2]);
const port = mainPort();
const answer = load === 'heads' ? headReader(readPictureDetails) : await testedSharp(load);
// Written at once, so that it comes after whatever the libraries wrote.
writeSync(standardError, selfTestMark);
servePixels(port, load, answer);
// This process is ended from outside: what V8 made of its code is kept now, where it is kept at all.
flushCompileCache();

async function testedSharp(engine: PixelEngine): Promise<(request: ResizeRequest) => Promise<ResizeResult>> {
  const sharp = await loadSharp(engine, process);
  settle(sharp);
  await testSharp(sharp);
  return sharpImageResizer({
    sharp,
    readDetails: readPictureDetails,
    onTrouble: (path, why) => writeSync(standardError, `${JSON.stringify({ message: 'cannot decode', path, why })}\n`),
  });
}
