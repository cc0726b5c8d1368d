/** @file The cloud on this computer for whoever tries Cloudroll without an account: its data in the home, its life the app's. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Profile } from '../../shared/profile.ts';
import { trialProfile } from '../../shared/trial.ts';
import { homeFailure } from '../cloud/home.ts';
import type { LocalCloud } from '../cloud/local/start-local-cloud.ts';
import type { Clock } from '../foundation/clock.ts';
import { Failed } from '../foundation/failed.ts';
import type { Log } from '../foundation/log.ts';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';
import type { Keychain } from '../secrets/keychain.ts';

export type TrialCloud = {
  /** The system's, but for the trial's own key, which opens nothing but a folder of this computer. */
  readonly keychain: Keychain;
  /**
   * Starts it where it does not run, and answers the profile that leads to it, with `before`'s renditions and layout. Throws
   * Failed `ledger-in-use` when another Cloudroll has it, `disk-full` or `bad-settings` for the home's disk.
   */
  readonly start: (before: Profile | null) => Promise<Profile>;
  /** Once, after everything that asks it. */
  readonly close: () => Promise<void>;
};

export type TrialCloudParts = {
  readonly home: AbsolutePath;
  readonly clock: Clock;
  readonly keychain: Keychain;
  readonly log: Log;
};

const account = `profile:${trialProfile}`;
const bucket = 'cloudroll-trial';
const table = 'cloudroll-trial-images';

export function trialCloud({ home, clock, keychain, log }: TrialCloudParts): TrialCloud {
  let running: Promise<LocalCloud> | null = null;
  const startIt = async (): Promise<LocalCloud> => {
    // Loaded where it is used: nobody else pays for a database of another kind.
    const { startLocalCloud } = await import('../cloud/local/start-local-cloud.ts');
    const folder = absolutePath(join(home, 'trial-cloud'));
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const unexpected = (error: unknown): void => log.error('A fault of ours in the trial cloud', { error });
      return await startLocalCloud({ folder, clock, unexpected });
    } catch (error) {
      throw error instanceof Failed ? error : homeFailure(error, folder);
    }
  };
  const start = async (): Promise<LocalCloud> => {
    running ??= startIt();
    try {
      return await running;
    } catch (error) {
      running = null;
      throw error;
    }
  };
  return {
    keychain: {
      read: async (asked) => {
        if (asked !== account) return keychain.read(asked);
        if (running === null) return null;
        const { accessKeyId, secretAccessKey } = await running;
        return JSON.stringify({ accessKeyId, secretAccessKey });
      },
      keep: async (asked, secret) => (asked === account ? undefined : keychain.keep(asked, secret)),
      forget: async (asked) => (asked === account ? false : keychain.forget(asked)),
    },
    start: async (before) => {
      const cloud = await start();
      const profile = Profile.parse({
        ...before,
        name: trialProfile,
        region: cloud.region,
        s3Endpoint: cloud.s3Endpoint,
        dynamodbEndpoint: cloud.dynamodbEndpoint,
        addressing: 'path',
        bucket,
        table,
        userId: 'me',
        credentials: { kind: 'keychain', account },
      });
      const { furnishTrial } = await import('./furnish-trial.ts');
      await furnishTrial(cloud, { ...profile, bucket, table });
      return profile;
    },
    close: async () => (await running?.catch(() => null))?.close(),
  };
}
