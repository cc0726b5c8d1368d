/** @file Starts a pixel process under Electron; fork-pixels.ts does the same under Node. */
import { StringDecoder } from 'node:string_decoder';
import { fileURLToPath } from 'node:url';
import { utilityProcess } from 'electron';
import type { StartPixels } from '../journey/resize/pixel-port.ts';

/** `entry` is what pixels.ts was built into. Only once the app is ready. */
export function utilityPixels(environment: Readonly<Record<string, string>>, entry: URL): StartPixels {
  return (engine) => {
    const child = utilityProcess.fork(fileURLToPath(entry), [engine], {
      env: { ...environment },
      serviceName: 'Cloudroll pixels',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let isWanted = true;
    let hasEnded = false;
    child.once('spawn', () => {
      if (!isWanted) child.kill();
    });
    child.once('exit', () => {
      hasEnded = true;
    });
    return {
      send: (message) => {
        if (!hasEnded) child.postMessage(message);
      },
      onMessage: (listener) => void child.on('message', listener),
      onErrorText: (listener) => {
        const letters = new StringDecoder('utf8');
        child.stderr?.on('data', (bytes: Buffer) => listener(letters.write(bytes)));
      },
      onExit: (listener) => void child.once('exit', (code) => listener(`exit ${code}`)),
      // Before it has begun there is nothing to end: then it ends as soon as it begins.
      kill: () => {
        isWanted = false;
        child.kill();
      },
    };
  };
}
