/** @file The keychain of one session keeps what every keychain promises. */
import { expect, test } from 'vitest';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { keychainContract } from '../contracts/keychain.contract.ts';

keychainContract('memory', memoryKeychain);

test('what one session keeps, another does not see', async () => {
  await memoryKeychain().keep('work', 'secret');
  expect(await memoryKeychain().read('work')).toBeNull();
});
