/** @file Renews what the window shows when the engine says that it changed; one stream for all, called again when it breaks. */
import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Activity, Change } from '../shared/activity.ts';
import { type Answers, cloudroll, isAdmitted } from './bridge.ts';

/** Data is as fresh as the last event: nothing is asked again by age or focus. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000, refetchOnWindowFocus: false, retry: false },
    mutations: { retry: false },
  },
});

/** The first word of each key says by which change it is renewed. History renews itself without a jump. */
export const keys = {
  status: ['status'],
  surface: ['surface'],
  settings: ['settings'],
  profiles: ['profiles'],
  defaultProfile: ['default-profile'],
  folders: ['folders'],
  issues: ['issues'],
  image: (profile: string, imageId: string) => ['image', profile, imageId],
} as const;

/** Asked by every window, and ahead of it. */
export const settingsQuestion = queryOptions({
  queryKey: keys.settings,
  queryFn: ({ signal }) => cloudroll.settings.get({}, { signal }),
});

const renewedBy: Record<Change, readonly string[]> = {
  images: ['image', 'count', 'types', 'tags', 'devices', 'deletions'],
  folders: ['folders', 'status'],
  issues: ['issues'],
  status: ['status'],
  settings: ['settings'],
  profiles: ['profiles', 'default-profile'],
};

type Line = 'opening' | 'open' | 'cut-off' | 'not-admitted';

let line: Line = 'opening';
let activity: Activity | undefined;
const listeners = new Set<() => void>();
const imageListeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}

/** Called for every change of an image, for lists that renew themselves. */
export function onImagesChanged(listener: () => void): () => void {
  imageListeners.add(listener);
  return () => imageListeners.delete(listener);
}

export function useLine(): Line {
  return useSyncExternalStore(subscribe, () => line);
}

/** Undefined until the engine has said it once. */
export function useActivity(): Activity | undefined {
  return useSyncExternalStore(subscribe, () => activity);
}

export function useStatus() {
  return useQuery({ queryKey: keys.status, queryFn: ({ signal }) => cloudroll.status({}, { signal }) });
}

export function useSurface(): Answers['surface'] | undefined {
  return useQuery({ queryKey: keys.surface, queryFn: ({ signal }) => cloudroll.surface({}, { signal }) }).data;
}

export function useSettings() {
  return useQuery(settingsQuestion);
}

export function useProfiles() {
  return useQuery({ queryKey: keys.profiles, queryFn: ({ signal }) => cloudroll.profiles.list({}, { signal }) });
}

/** Where images go when nothing else is said: the preferred one, else the first; undefined while there is none. */
export function useDefaultProfile(): string | undefined {
  const profiles = useProfiles().data ?? [];
  const preferred = useQuery({
    queryKey: keys.defaultProfile,
    queryFn: ({ signal }) => cloudroll.cloud.defaultProfile({}, { signal }),
  }).data?.profile;
  const names = profiles.map(({ profile }) => profile.name);
  return names.find((name) => name === preferred) ?? names[0];
}

/** What this computer has that opens a cloud; asked once for a window. */
export function useDetected() {
  return useQuery({ queryKey: ['detected'], queryFn: ({ signal }) => cloudroll.cloud.detectedProfiles({}, { signal }) })
    .data;
}

export function useFolders() {
  return useQuery({ queryKey: keys.folders, queryFn: ({ signal }) => cloudroll.folders.list({}, { signal }) });
}

export function useIssues() {
  return useQuery({ queryKey: keys.issues, queryFn: ({ signal }) => cloudroll.issues({ limit: 1000 }, { signal }) });
}

/** Runs until the page is closed. */
export function follow(): void {
  void forever(followChanges);
  void forever(followActivity);
}

async function followChanges(): Promise<void> {
  for await (const { changed } of await cloudroll.changes({})) {
    if (line !== 'open') {
      const wasCutOff = line !== 'opening';
      line = 'open';
      tell();
      // Whatever happened meanwhile was not told.
      if (wasCutOff) await queries.invalidateQueries();
    }
    for (const change of changed) {
      for (const name of renewedBy[change]) void queries.invalidateQueries({ queryKey: [name] });
    }
    if (changed.includes('images')) {
      // Lists that nobody looks at are asked anew when somebody does.
      queries.removeQueries({ queryKey: ['history'], type: 'inactive' });
      for (const listener of imageListeners) listener();
    }
  }
}

async function followActivity(): Promise<void> {
  for await (const now of await cloudroll.activity({})) {
    activity = now;
    tell();
  }
}

async function forever(run: () => Promise<void>): Promise<never> {
  for (let attempt = 0; ; attempt += 1) {
    const began = performance.now();
    try {
      await run();
    } catch {
      // Cut off: said on screen, and tried again below.
    }
    line = (await isAdmitted().catch(() => true)) ? 'cut-off' : 'not-admitted';
    tell();
    if (performance.now() - began > 10_000) attempt = 0;
    await new Promise((resolve) => setTimeout(resolve, Math.min(250 * 2 ** attempt, 5000)));
  }
}
