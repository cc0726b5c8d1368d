/** @file Starts the watching process under Node; the desktop does the same with Electron's utility process. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LaunchWatching, WatchingProcess } from './journey/watch/watching-process.ts';

/**
 * [Note: A process of its own] chokidar asks for the state of every file of a folder at start; measured with 100,000
 * files that adds 160 to 280 MB to whichever process it runs in, to the main process also when it runs in a worker
 * thread with a small young generation, and V8 keeps most of it. The main process's memory is promised, so watching is
 * not a thread of it. It may also go into directories (see Going inside), and can be ended at once while a dead network
 * drive holds it. It needs no secret: `environment` is all it is told. `entry` is watching.ts, or what it was built into.
 */
export function forkWatching(
  environment: Readonly<Record<string, string>>,
  entry: URL = new URL('./watching.ts', import.meta.url),
): LaunchWatching {
  return (onNews, onExit) => follow(forkOne(environment, entry), onNews, onExit);
}

/**
 * As forkWatching, and the first process starts now, beside whatever is still loaded here: it is ready when it is asked for.
 * One that nobody asks for ends with this process and holds it up no longer.
 */
export function forkWatchingAhead(environment: Readonly<Record<string, string>>, entry: URL): LaunchWatching {
  let ahead: ChildProcess | null = forkOne(environment, entry);
  const gone = (): void => {
    ahead = null;
  };
  ahead.once('error', gone).once('exit', gone);
  ahead.unref();
  ahead.channel?.unref();
  return (onNews, onExit) => {
    const child = ahead ?? forkOne(environment, entry);
    ahead = null;
    child.ref();
    child.channel?.ref();
    return follow(child, onNews, onExit);
  };
}

function forkOne(environment: Readonly<Record<string, string>>, entry: URL): ChildProcess {
  return fork(fileURLToPath(entry), [], {
    env: { ...environment },
    // It makes many small short-lived objects: with these two it takes 140 MB instead of 400 and is no slower.
    execArgv: ['--max-semi-space-size=1', '--optimize-for-size'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

function follow(child: ChildProcess, onNews: (news: unknown) => void, onExit: () => void): WatchingProcess {
  child.on('message', onNews);
  child.once('error', onExit);
  child.once('exit', onExit);
  return {
    // The exit is reported by itself; an order lost to it has nobody left to follow it.
    send: (order) => void (child.connected && child.send(order, () => undefined)),
    kill: () => void child.kill('SIGKILL'),
  };
}
