/** @file Opens the stores of each profile once and keeps them open; hands the vendors to the journey; main or terminal. */
import type { Profile } from '../shared/profile.ts';
import type { KeyParts } from './cloud/profile-keys.ts';
import type { ClientOptions } from './cloud/s3-client.ts';
import { Failed } from './foundation/failed.ts';
import type { Cloud } from './journey/journey.ts';
import type { Line } from './journey/open-line.ts';
import type { ObjectLinks } from './journey/upload/s3-links.ts';
import type { CountUse, OpenedCloud, openCloud } from './open-cloud.ts';

export type Clouds = {
  /** Throws Failed `bad-settings` for a profile that there is not. */
  readonly open: (profile: string) => Promise<Cloud>;
  /** Addresses that anybody may use for a while. Throws as `open`. */
  readonly links: (profile: string) => Promise<ObjectLinks>;
  /** Sockets that slept are dead without knowing it: the next call opens new ones. */
  readonly dropSockets: () => void;
  readonly close: () => void;
};

type OpenCloud = typeof openCloud;

/** A profile that has changed since is opened anew. Without a line, nothing is limited or gated: for trying a profile. */
export function openClouds(
  profiles: () => readonly Profile[],
  parts: KeyParts,
  client: ClientOptions = {},
  line: Line | null = null,
  count: CountUse | null = null,
): Clouds {
  const opened = new Map<string, OpenedCloud>();
  const of = (name: string, openCloud: OpenCloud): OpenedCloud => {
    const profile = profiles().find((one) => one.name === name);
    if (profile === undefined) {
      throw new Failed({
        code: 'bad-settings',
        retry: 'after-user-acts',
        scope: 'profile',
        subject: `profile ${name}`,
      });
    }
    const before = opened.get(name);
    if (before?.profile === profile) return before;
    before?.close();
    const now = openCloud(profile, parts, client, line, count);
    opened.set(name, now);
    return now;
  };
  // The vendors' code is the larger part of what a start would load, and nothing needs it before the first folder was looked at.
  const loaded = async (): Promise<OpenCloud> => (await import('./open-cloud.ts')).openCloud;
  return {
    open: async (name) => of(name, await loaded()).cloud,
    links: async (name) => of(name, await loaded()).links,
    dropSockets: () => {
      for (const one of opened.values()) one.dropSockets();
    },
    close: () => {
      for (const one of opened.values()) one.close();
      opened.clear();
    },
  };
}
