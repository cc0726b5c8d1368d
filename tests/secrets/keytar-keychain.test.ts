/** @file The system's keychain: the contract on a real GNOME keyring, and every way in which there is none or a locked one. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../../electron/foundation/clock.ts';
import type { Keychain } from '../../electron/secrets/keychain.ts';
import { type Keytar, keytarKeychain } from '../../electron/secrets/keytar-keychain.ts';
import { keychainContract } from '../contracts/keychain.contract.ts';
import { isInstalled, needs } from '../setup/debian-packages.ts';
import { type PrivateSession, startPrivateSession } from '../setup/private-keyring.ts';
import { type RemoteKeychain, remoteKeychain } from './remote-keychain.ts';

/** Named in the global setup's line when it is so. */
const missing = process.platform !== 'linux' || !isInstalled(needs.keyring);

async function privateSession(): Promise<PrivateSession> {
  const session = await startPrivateSession();
  onTestFinished(() => session.stop());
  return session;
}

/** In a process of its own, with this environment and no other. */
async function ask<T>(
  environment: Readonly<Record<string, string>>,
  deed: (keychain: Keychain) => Promise<T>,
): Promise<T> {
  const keychain = remoteKeychain(environment);
  try {
    return await deed(keychain);
  } finally {
    await keychain.stop();
  }
}

function failing(code: string, detail: string): object {
  return { failure: { code, detail, subject: 'keychain' } };
}

const readWork = (keychain: Keychain) => keychain.read('work');
const keepWork = (keychain: Keychain) => keychain.keep('work', 'secret');

describe.skipIf(missing)('a real GNOME keyring', () => {
  let session: PrivateSession;
  let keychain: RemoteKeychain;
  beforeAll(async () => {
    session = await startPrivateSession();
    await session.startKeyring('unlocked');
    keychain = remoteKeychain(session.environment);
  });
  afterAll(async () => {
    await keychain.stop();
    await session.stop();
  });

  keychainContract('GNOME keyring', () => keychain);

  test('keeps a secret across processes and daemons', async () => {
    const other = await privateSession();
    await other.startKeyring('unlocked');
    await ask(other.environment, keepWork);
    await other.stopKeyring();
    await other.startKeyring('unlocked');
    expect(await ask(other.environment, readWork)).toBe('secret');
  });
});

describe.skipIf(missing)('without a usable keychain', () => {
  const bare = { PATH: '/usr/bin:/bin' };

  test('no D-Bus at all is no keychain', async () => {
    await expect(ask(bare, readWork)).rejects.toMatchObject(failing('no-keychain', 'no D-Bus session'));
  });

  test('a D-Bus address that nobody listens at is no keychain', async () => {
    const environment = { ...bare, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' };
    await expect(ask(environment, keepWork)).rejects.toMatchObject(failing('no-keychain', 'no D-Bus session'));
  });

  test('a D-Bus without a secret service is no keychain', async () => {
    const { environment } = await privateSession();
    await expect(ask(environment, readWork)).rejects.toMatchObject(failing('no-keychain', 'no secret service'));
  });

  test('a keyring daemon that never had a keyring is no keychain', async () => {
    const session = await privateSession();
    await session.startKeyring('locked');
    await expect(ask(session.environment, keepWork)).rejects.toMatchObject(failing('no-keychain', 'no keyring yet'));
  });

  test('a locked keyring says so, and not that nothing is there', async () => {
    const session = await privateSession();
    await session.startKeyring('unlocked');
    await ask(session.environment, keepWork);
    await session.stopKeyring();
    await session.startKeyring('locked');
    const locked = failing('keychain-locked', 'locked');
    await expect(ask(session.environment, readWork)).rejects.toMatchObject(locked);
    await expect(ask(session.environment, keepWork)).rejects.toMatchObject(locked);
    await expect(ask(session.environment, (keychain) => keychain.forget('work'))).rejects.toMatchObject(locked);
  });
});

describe('whatever the system does', () => {
  const silent: Keytar = {
    getPassword: () => new Promise(() => undefined),
    setPassword: () => new Promise(() => undefined),
    deletePassword: () => new Promise(() => undefined),
  };
  const impatient = { ...systemClock, sleep: () => Promise.resolve() };

  test('a call that is never answered ends as locked, and so does the next, without a second one under way', async () => {
    const getPassword = vi.fn(silent.getPassword);
    const keychain = keytarKeychain(impatient, { load: async () => ({ ...silent, getPassword }) });
    const locked = { failure: { code: 'keychain-locked', detail: 'no answer' } };
    await expect(keychain.read('work')).rejects.toMatchObject(locked);
    await expect(keychain.read('work')).rejects.toMatchObject(locked);
    await vi.waitFor(() => expect(getPassword).toHaveBeenCalledTimes(1));
  });

  test.each([
    ['Failed to load keytar native addon, checked ["../build/Release"]', 'no-keychain', 'libsecret is missing'],
    ['libsecret-1.so.0: cannot open shared object file', 'no-keychain', 'libsecret is missing'],
    ['User interaction is not allowed.', 'keychain-locked', 'locked'],
    ['Something new', 'no-keychain', 'unknown answer'],
  ])('«%s» at loading is %s: %s', async (text, code, detail) => {
    const keychain = keytarKeychain(systemClock, { load: () => Promise.reject(new Error(text)) });
    await expect(keychain.read('work')).rejects.toMatchObject({ failure: { code, detail, subject: 'keychain' } });
  });

  test('a keychain that failed is asked again the next time', async () => {
    let times = 0;
    const load = async (): Promise<Keytar> => {
      times += 1;
      if (times === 1) throw new Error('Could not connect: No such file or directory');
      return { ...silent, getPassword: async () => 'secret' };
    };
    const keychain = keytarKeychain(systemClock, { load });
    await expect(keychain.read('work')).rejects.toMatchObject({ failure: { code: 'no-keychain' } });
    expect(await keychain.read('work')).toBe('secret');
  });
});
