/** @file `cloudroll serve`: carries and watches, with the window in a browser of this computer; terminal. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import packageFile from '../../package.json' with { type: 'json' };
import { startWindowServer } from '../api/http/window-server.ts';
import { openApi } from '../api/open-api.ts';
import { thumbCache } from '../api/thumb-cache.ts';
import { profileFromEnvironment } from '../cloud/environment-profile.ts';
import { thisDevice } from '../cloud/home.ts';
import { absolutePath } from '../foundation/paths.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { sayUpgrade } from './ledger-upgrade.ts';
import { limitsOfEnvironment } from './limits-asked.ts';
import { rebuildLostLedger } from './rebuild-lost-ledger.ts';
import { deviceLabel, openHome, reachedFrom, type Surroundings } from './session.ts';
import { trashFile } from './trash-file.ts';

export type ServeOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  readonly open: boolean;
};

/** As `cloudroll sync` by default. */
const settleFor = 2000;

/** Until Ctrl+C. The address that is printed opens the window once; after that its session does. */
export async function serveCommand(surroundings: Surroundings, { port, open }: ServeOptions): Promise<ExitCode> {
  const { clock, environment, print, complain, interrupted } = surroundings;
  const home = await openHome(surroundings);
  const device = await thisDevice(home.folder);
  const api = await openApi({
    ...surroundings,
    home: home.folder,
    log: home.log,
    reached: reachedFrom(environment),
    device: deviceLabel(device),
    canary: device.id,
    trash: trashFile,
    settleFor,
    ownFolders: [],
    onUpgrade: sayUpgrade(surroundings),
    store: home.settings,
    own: { profile: profileFromEnvironment(environment), limits: limitsOfEnvironment(environment) },
    surface: {
      host: 'browser',
      version: packageFile.version,
      canPick: false,
      uploads: '/inbox',
      envFiles: '/env-file',
      thumbs: '/thumb/',
    },
  });
  try {
    await rebuildLostLedger(surroundings, home, api.engine);
    const thumbs = thumbCache(absolutePath(join(home.folder, 'thumbs')), clock);
    const files = surroundings.window ?? null;
    const server = await startWindowServer({ context: api.context, port, files, thumbs, log: home.log });
    try {
      api.begin();
      print(`Cloudroll is at ${server.address}`);
      print('The address works once, in a browser of this computer. Ctrl+C ends it; nothing is lost.');
      if (open) openInBrowser(server.address, () => complain('No browser could be opened: open the address yourself.'));
      await aborted(interrupted);
    } finally {
      await server.close();
    }
  } finally {
    await api.close();
  }
  return exitCode.interrupted;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** As each system's own desktop does it. `address` is ours: nothing of it needs to be escaped. */
function openInBrowser(address: string, onFailure: () => void): void {
  const [command, ...before] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler']
        : ['xdg-open'];
  if (command === undefined) return;
  const opener = spawn(command, [...before, address], { stdio: 'ignore', detached: true });
  opener.once('error', onFailure);
  opener.unref();
}
