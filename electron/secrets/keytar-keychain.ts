/** @file The operating system's keychain through keytar: loaded when first asked, never trusted to say that it is locked. */
import { randomUUID } from 'node:crypto';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import type { Keychain } from './keychain.ts';
import { keychainFailed, keytarFailure } from './keytar-failure.ts';

/**
 * What we use of keytar. Its findCredentials and findPassword are left out on purpose: they end the process (SIGSEGV)
 * on a locked keyring, https://github.com/atom/node-keytar/issues/477.
 */
export type Keytar = {
  readonly getPassword: (service: string, account: string) => Promise<string | null>;
  readonly setPassword: (service: string, account: string, password: string) => Promise<void>;
  readonly deletePassword: (service: string, account: string) => Promise<boolean>;
};

const service = 'cloudroll';

/** The system may ask the person for a password meanwhile; after two minutes nobody sits there. */
const patienceByDefault: Milliseconds = 120_000;

export type KeytarOptions = {
  readonly patience?: Milliseconds;
  readonly load?: () => Promise<Keytar>;
};

/**
 * One call at a time is with the system; each waits for its turn and its answer no longer than `patience`, then fails as
 * `keychain-locked`. A call that the system never answers keeps its turn, so that no more of them pile up.
 */
export function keytarKeychain(clock: Clock, options: KeytarOptions = {}): Keychain {
  const { patience = patienceByDefault, load = loadKeytar } = options;
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<T>(deed: (keytar: Keytar) => Promise<T>): Promise<T> {
    const answer = turn.then(load).then(deed);
    turn = answer.catch(() => undefined);
    return answerInTime(answer, clock, patience);
  }

  return {
    read: (account) =>
      inTurn(async (keytar) => {
        const secret = await keytar.getPassword(service, account);
        if (secret === null) await checkUnlocked(keytar);
        return secret;
      }),
    keep: async (account, secret) => {
      if (secret === '') throw new RangeError('An empty secret cannot be kept');
      await inTurn((keytar) => keytar.setPassword(service, account, secret));
    },
    forget: (account) =>
      inTurn(async (keytar) => {
        const forgotten = await keytar.deletePassword(service, account);
        if (!forgotten) await checkUnlocked(keytar);
        return forgotten;
      }),
  };
}

async function loadKeytar(): Promise<Keytar> {
  const { default: keytar } = await import('keytar');
  return keytar;
}

/** A locked keyring answers "nothing there" to every question; only writing tells. Leaves nothing behind. */
async function checkUnlocked(keytar: Keytar): Promise<void> {
  const account = `probe-${randomUUID()}`;
  await keytar.setPassword(service, account, account);
  const back = await keytar.getPassword(service, account);
  await keytar.deletePassword(service, account);
  if (back !== account) throw keychainFailed({ code: 'keychain-locked', detail: 'locked' });
}

async function answerInTime<T>(answer: Promise<T>, clock: Clock, patience: Milliseconds): Promise<T> {
  const answered = new AbortController();
  const late = clock.sleep(patience, answered.signal).then(() => {
    throw keychainFailed({ code: 'keychain-locked', detail: 'no answer' });
  });
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    throw keytarFailure(error);
  } finally {
    late.catch(() => undefined);
    answered.abort();
  }
}
