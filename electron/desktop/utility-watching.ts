/** @file Starts the watching process under Electron; fork-watching.ts does the same under Node, and says why it is one. */
import { fileURLToPath } from 'node:url';
import { utilityProcess } from 'electron';
import type { LaunchWatching } from '../journey/watch/watching-process.ts';

/** `entry` is what watching.ts was built into. Only once the app is ready. */
export function utilityWatching(environment: Readonly<Record<string, string>>, entry: URL): LaunchWatching {
  return (onNews, onExit) => {
    const child = utilityProcess.fork(fileURLToPath(entry), [], {
      env: { ...environment },
      execArgv: ['--max-semi-space-size=1', '--optimize-for-size'],
      serviceName: 'Cloudroll watching',
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    let isWanted = true;
    let hasEnded = false;
    child.on('message', onNews);
    child.once('spawn', () => {
      if (!isWanted) child.kill();
    });
    child.once('exit', () => {
      hasEnded = true;
      onExit();
    });
    return {
      send: (order) => {
        if (!hasEnded) child.postMessage(order);
      },
      kill: () => {
        isWanted = false;
        child.kill();
      },
    };
  };
}
