/** @file Where no keychain answers, whoever sits at the terminal types the key for one run; it is kept nowhere. */
import { expect, test } from 'vitest';
import { keychainFailed } from '../../electron/secrets/keytar-failure.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import type { Questions } from '../../electron/terminal/inquirer-questions.ts';
import { keysForRun } from '../../electron/terminal/keys-for-run.ts';
import { Profile } from '../../shared/profile.ts';

const profile = (name: string) =>
  Profile.parse({
    ...{ name, region: 'r', bucket: 'bucket', userId: 'me' },
    credentials: { kind: 'keychain', account: `profile:${name}` },
  });
const failing = (code: 'no-keychain' | 'keychain-locked') => {
  const fail = () => Promise.reject(keychainFailed({ code, detail: 'test' }));
  return { read: fail, keep: fail, forget: fail };
};

function answering(...answers: readonly string[]): Questions {
  const rest = [...answers];
  const next = (): Promise<string> => Promise.resolve(rest.shift() ?? '');
  return { text: next, secret: next, choice: () => Promise.reject(new Error('Nothing to choose here')) };
}

test('a keychain that answers is enough: nobody is asked', async () => {
  const system = memoryKeychain();
  await system.keep('profile:p', 'kept');
  const nobody = { text: () => Promise.reject(new Error('asked')), secret: () => Promise.reject(new Error('asked')) };
  const keychain = await keysForRun(system, [profile('p')], { ...answering(), ...nobody }, () => undefined);
  expect(await keychain.read('profile:p')).toBe('kept');
});

test.each([
  ['keychain-locked', 'The keychain is locked. Type the key of p for this run; it is kept nowhere.'],
  ['no-keychain', 'The keychain does not answer. Type the key of p for this run; it is kept nowhere.'],
] as const)('with %s the key is typed, for this run only', async (code, words) => {
  const said: string[] = [];
  const asked = answering('AKIAEXAMPLE', 'the secret', '');
  const keychain = await keysForRun(failing(code), [profile('p')], asked, (line) => void said.push(line));
  expect(said).toEqual([words]);
  expect(JSON.parse((await keychain.read('profile:p')) ?? '')).toEqual({
    accessKeyId: 'AKIAEXAMPLE',
    secretAccessKey: 'the secret',
  });
  expect(await keychain.isForSession('profile:p')).toBe(true);
});

test('whoever types nothing goes on without that profile', async () => {
  const asked = answering('', 'AKIAOTHER', 'the secret', '');
  const keychain = await keysForRun(failing('no-keychain'), [profile('p'), profile('q')], asked, () => undefined);
  await expect(keychain.read('profile:p')).rejects.toMatchObject({ failure: { code: 'no-keychain' } });
  expect(await keychain.read('profile:q')).toContain('AKIAOTHER');
});
