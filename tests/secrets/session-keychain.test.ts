/** @file Keys for one session: there without a keychain, gone with the process, and replaced by what the system keeps. */
import { expect, test } from 'vitest';
import { keychainFailed } from '../../electron/secrets/keytar-failure.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { sessionKeychain } from '../../electron/secrets/session-keychain.ts';
import { keychainContract } from '../contracts/keychain.contract.ts';

keychainContract('one with a memory beside it', () => sessionKeychain(memoryKeychain()));

const locked = () => Promise.reject(keychainFailed({ code: 'keychain-locked', detail: 'locked' }));
const lockedKeychain = { read: locked, keep: locked, forget: locked };

test('what is kept for the session is there although the keychain is locked', async () => {
  const keychain = sessionKeychain(lockedKeychain);
  await keychain.keepForSession('profile:p', 'secret');
  expect(await keychain.read('profile:p')).toBe('secret');
  expect(await keychain.isForSession('profile:p')).toBe(true);
  expect(await keychain.forget('profile:p')).toBe(true);
});

test('the system is never told of it', async () => {
  const system = memoryKeychain();
  await sessionKeychain(system).keepForSession('profile:p', 'secret');
  expect(await system.read('profile:p')).toBeNull();
});

test('what the system keeps takes its place, and a keychain that fails leaves it', async () => {
  const system = memoryKeychain();
  const keychain = sessionKeychain(system);
  await keychain.keepForSession('profile:p', 'for now');
  await keychain.keep('profile:p', 'for good');
  expect(await keychain.read('profile:p')).toBe('for good');
  expect(await keychain.isForSession('profile:p')).toBe(false);

  const failing = sessionKeychain(lockedKeychain);
  await failing.keepForSession('profile:p', 'for now');
  await expect(failing.keep('profile:p', 'for good')).rejects.toMatchObject({ failure: { code: 'keychain-locked' } });
  expect(await failing.read('profile:p')).toBe('for now');
});
