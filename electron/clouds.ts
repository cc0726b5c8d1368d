/** @file Opens the stores of each profile once and keeps them open; hands the vendors to the journey; main or terminal. */
import type { Profile } from '../shared/profile.ts';
import type { KeyParts } from './cloud/profile-keys.ts';
import type { ClientOptions } from './cloud/s3-client.ts';
import { Failed } from './foundation/failed.ts';
import type { Cloud } from './journey/journey.ts';
import type { Line } from './journey/open-line.ts';
import type { ObjectLinks } from './journey/upload/s3-links.ts';
import type { CountUse, OpenedCloud } from './open-cloud.ts';

export type Clouds = {
  /** Throws Failed `bad-settings` for a profile that there is not. */
  readonly open: (profile: string) => Promise<Cloud>;
  /** Addresses that anybody may use for a while. Throws as `open`. */
  readonly links: (profile: string) => Promise<ObjectLinks>;
  /** Sockets that slept are dead without knowing it: the next call opens new ones. */
  readonly dropSockets: () => void;
  readonly close: () => void;
};

/** A profile that has changed since is opened anew. Without a line, nothing is limited or gated: for trying a profile. */
export function openClouds(
  profiles: () => readonly Profile[],
  parts: KeyParts,
  client: ClientOptions = {},
  line: Line | null = null,
  count: CountUse | null = null,
): Clouds {
  const opened = new Map<string, OpenedCloud>();
  const profileNamed = (name: string): Profile => {
    const profile = profiles().find((one) => one.name === name);
    if (profile === undefined) {
      throw new Failed({
        code: 'bad-settings',
        retry: 'after-user-acts',
        scope: 'profile',
        subject: `profile ${name}`,
      });
    }
    return profile;
  };
  // The vendors' code is the larger part of what a start would load: nothing needs it before the first folder was looked at,
  // and that of tables only whoever has one.
  const openNow = async (name: string): Promise<OpenedCloud> => {
    const { table } = profileNamed(name);
    const [{ openCloud }, tables] = await Promise.all([
      import('./open-cloud.ts'),
      table === undefined ? null : import('./open-table.ts'),
    ]);
    const profile = profileNamed(name);
    // It was given a table meanwhile.
    if (profile.table !== undefined && tables === null) return openNow(name);
    const before = opened.get(name);
    if (before?.profile === profile) return before;
    before?.close();
    const now = openCloud({ profile, openTable: tables?.openTable ?? null }, parts, client, line, count);
    opened.set(name, now);
    return now;
  };
  return {
    open: async (name) => (await openNow(name)).cloud,
    links: async (name) => (await openNow(name)).links,
    dropSockets: () => {
      for (const one of opened.values()) one.dropSockets();
    },
    close: () => {
      for (const one of opened.values()) one.close();
      opened.clear();
    },
  };
}
