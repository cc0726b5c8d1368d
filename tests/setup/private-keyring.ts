/** @file A D-Bus session and a GNOME keyring of a test's own, in a temporary folder, without a screen. Linux only. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { vi } from 'vitest';

/** No service folders: nothing is started on demand, so what answers is only what the test has started. */
const busConfiguration = (folder: string) => `<!DOCTYPE busconfig PUBLIC
  "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=${folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>`;

export type PrivateSession = {
  /** What a process needs in its environment to live in this session. */
  readonly environment: Readonly<Record<string, string>>;
  /** Starts the keyring's daemon; `unlocked` makes the login keyring when there is none, and opens it. */
  readonly startKeyring: (state: 'unlocked' | 'locked') => Promise<void>;
  readonly stopKeyring: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function startPrivateSession(): Promise<PrivateSession> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudroll-keyring-'));
  const runtime = join(folder, 'runtime');
  await mkdir(runtime, { mode: 0o700 });
  await writeFile(join(folder, 'bus.conf'), busConfiguration(runtime));
  const bare = { PATH: '/usr/bin:/bin', HOME: folder, XDG_RUNTIME_DIR: runtime, LANG: 'C.UTF-8' };

  const bus = spawn(
    '/usr/bin/dbus-daemon',
    [`--config-file=${join(folder, 'bus.conf')}`, '--nofork', '--print-address=1'],
    {
      env: bare,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const [address] = await once(createInterface(bus.stdout), 'line');
  const environment = { ...bare, DBUS_SESSION_BUS_ADDRESS: String(address) };
  let keyring: ChildProcess | undefined;

  async function stopKeyring(): Promise<void> {
    await end(keyring);
    keyring = undefined;
  }

  return {
    environment,
    async startKeyring(state) {
      const words = ['--foreground', '--components=secrets', ...(state === 'unlocked' ? ['--unlock'] : [])];
      keyring = spawn('/usr/bin/gnome-keyring-daemon', words, {
        env: environment,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      keyring.stdin?.end('a password');
      await vi.waitFor(() => assertSecretService(environment), { timeout: 20_000, interval: 50 });
    },
    stopKeyring,
    async stop() {
      await stopKeyring();
      await end(bus);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function assertSecretService(environment: Readonly<Record<string, string>>): void {
  const words = ['--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner'];
  const asked = spawnSync('dbus-send', [...words, 'string:org.freedesktop.secrets'], {
    env: environment,
    encoding: 'utf8',
  });
  if (!asked.stdout.includes('boolean true')) throw new Error(`No secret service yet: ${asked.stderr}`);
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
