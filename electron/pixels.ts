/** @file Entry of the pixel process: loads sharp as told, tests it, and answers the main process until that is gone. */
import { writeSync } from 'node:fs';
import { readPictureDetails } from './journey/resize/exifreader-picture-details.ts';
import { selfTestMark } from './journey/resize/pixel-messages.ts';
import type { MainPort } from './journey/resize/pixel-port.ts';
import { servePixels } from './journey/resize/serve-pixels.ts';
import { sharpImageResizer } from './journey/resize/sharp-image-resizer.ts';
import { loadSharp, pixelEngine, settle, testSharp } from './journey/resize/sharp-loading.ts';

/** What Electron's utility process has in place of Node's channel (electronjs.org/docs/latest/api/parent-port). */
type ParentPort = {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void;
};

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

function mainPort(): MainPort {
  const electronPort = parentPort();
  if (electronPort !== undefined) {
    return {
      send: (message) => electronPort.postMessage(message),
      onMessage: (listener) => electronPort.on('message', ({ data }) => listener(data)),
    };
  }
  // Without a main process there is nobody to work for.
  process.on('disconnect', () => process.exit(0));
  return {
    send: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', listener),
  };
}

function parentPort(): ParentPort | undefined {
  // Electron adds it to `process`; Node's types do not know it.
  return 'parentPort' in process ? (process.parentPort as ParentPort) : undefined;
}
