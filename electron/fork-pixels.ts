/** @file Starts a pixel process under Node; the desktop does the same with Electron's utility process. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { StringDecoder } from 'node:string_decoder';
import { fileURLToPath } from 'node:url';
import type { PixelPort, StartPixels } from './journey/resize/pixel-port.ts';

/** What a process needs to run at all. Everything else of ours, keys first, is not for one that reads strangers' bytes. */
const passedOn = ['PATH', 'SystemRoot', 'windir', 'TEMP', 'TMP', 'TMPDIR', 'LANG', 'LC_ALL', 'TZ'];

/** The environment of a pixel process, made from ours. Memory that is freed goes back with two arenas (sharp's docs). */
export function pixelEnvironment(ours: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const environment: Record<string, string> = {
    MALLOC_ARENA_MAX: '2',
    UV_THREADPOOL_SIZE: String(Math.max(2, Math.min(8, availableParallelism()))),
  };
  for (const name of passedOn) {
    const value = ours[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/** `entry` is pixels.ts, or what it was built into. */
export function forkPixels(
  environment: Readonly<Record<string, string>>,
  entry: URL = new URL('./pixels.ts', import.meta.url),
): StartPixels {
  return (engine) => {
    const child = fork(fileURLToPath(entry), [engine], {
      env: { ...environment },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const port: PixelPort = {
      // The exit is reported by itself; a message lost to it has nobody left to read it.
      send: (message) => void (child.connected && child.send(Object(message), () => undefined)),
      onMessage: (listener) => void child.on('message', listener),
      onErrorText: (listener) => {
        const letters = new StringDecoder('utf8');
        child.stderr?.on('data', (bytes: Buffer) => listener(letters.write(bytes)));
      },
      onExit: (listener) => {
        child.once('error', (error) => listener(error.message));
        child.once('close', (code, signal) => listener(signal ?? `exit ${code}`));
      },
      kill: () => void child.kill('SIGKILL'),
    };
    return port;
  };
}
