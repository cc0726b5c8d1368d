/** @file Entry of the pixel process: loads sharp as told, tests it, and answers the main process until that is gone. */
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { readPictureDetails } from './journey/resize/exifreader-picture-details.ts';
import { selfTestMark } from './journey/resize/pixel-messages.ts';
import { servePixels } from './journey/resize/serve-pixels.ts';
import { sharpImageResizer } from './journey/resize/sharp-image-resizer.ts';
import { loadSharp, pixelEngine, settle, testSharp } from './journey/resize/sharp-loading.ts';
import { mainPort } from './main-port.ts';

const standardError = 2;

const engine = pixelEngine(process.argv[2]);
const port = mainPort();
const sharp = await loadSharp(engine, process);
settle(sharp);
await testSharp(sharp);
// Written at once, so that it comes after whatever the libraries wrote.
writeSync(standardError, selfTestMark);
const resize = sharpImageResizer({
  sharp,
  readDetails: readPictureDetails,
  onTrouble: (path, why) => writeSync(standardError, `${JSON.stringify({ message: 'cannot decode', path, why })}\n`),
});
servePixels(port, engine, resize);
// This process is ended from outside: what V8 made of its code is kept now, where it is kept at all.
flushCompileCache();
