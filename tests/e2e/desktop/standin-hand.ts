/** @file What only a hand or the system can do, done in the main process; what it needs of the stand-in is marked. */
import type { ElectronApplication } from 'playwright-core';
import { vi } from 'vitest';

/** Of the stand-in's module; Electron has no way to look at a tray. */
type Item = {
  readonly id?: string;
  readonly label: string;
  readonly enabled: boolean;
  readonly submenu: { items: Item[] } | null;
  click: () => void;
};
type Standin = {
  readonly trays: readonly {
    menu: { items: Item[]; getMenuItemById: (id: string) => Item | null };
    toolTip: string;
    rebuilt: number;
    image: { path: string };
  }[];
  readonly asked: {
    readonly notifications: readonly { title: string; body: string }[];
    readonly opened: readonly string[];
    readonly shown: readonly string[];
    readonly dragged: readonly (readonly string[])[];
    readonly dragPictures: readonly string[];
    readonly dialogs: readonly { message?: string }[];
  };
  readonly choices: { files: string[]; button: number };
  readonly setSystemDark: (isDark: boolean) => void;
};
export type WithStandin = { readonly __standin: Standin };

/** It comes once the window is drawn; where it cannot be looked at it is taken to be there. */
export async function trayIsThere(electron: ElectronApplication): Promise<void> {
  const count = () =>
    electron.evaluate((module) => (module as unknown as Partial<WithStandin>).__standin?.trays.length ?? 1);
  await vi.waitUntil(async () => (await count()) > 0, { timeout: 20_000, interval: 50 });
}

export function clickTray(electron: ElectronApplication, id: string): Promise<void> {
  return electron.evaluate((module, name) => {
    const item = (module as unknown as WithStandin).__standin.trays[0]?.menu.getMenuItemById(name);
    if (item === undefined || item === null) throw new Error(`The tray has no ${name}`);
    item.click();
  }, id);
}

export type TrayNow = {
  readonly labels: Readonly<Record<string, string>>;
  readonly recent: readonly string[];
  readonly folders: readonly string[];
  readonly icon: string;
  readonly toolTip: string;
  /** How often the menu was replaced. */
  readonly rebuilt: number;
};

export function trayNow(electron: ElectronApplication): Promise<TrayNow> {
  return electron.evaluate((module) => {
    const [tray] = (module as unknown as WithStandin).__standin.trays;
    if (tray === undefined) throw new Error('There is no tray');
    const inside = (id: string) => tray.menu.getMenuItemById(id)?.submenu?.items.map((item) => item.label) ?? [];
    return {
      labels: Object.fromEntries(tray.menu.items.map(({ id, label }) => [id ?? '', label])),
      recent: inside('recent'),
      folders: inside('folders'),
      icon: tray.image.path.split('/').at(-1) ?? '',
      toolTip: tray.toolTip,
      rebuilt: tray.rebuilt,
    };
  });
}

export function noticesNow(electron: ElectronApplication): Promise<string[]> {
  return electron.evaluate((module) =>
    (module as unknown as WithStandin).__standin.asked.notifications.map(({ title }) => title),
  );
}

/** The next dialogs answer so. */
export function willChoose(
  electron: ElectronApplication,
  choice: { files?: string[]; button?: number },
): Promise<void> {
  return electron.evaluate(
    (module, wanted) => void Object.assign((module as unknown as WithStandin).__standin.choices, wanted),
    choice,
  );
}

/** What the computer does: it falls asleep, it wakes. */
export function computerDoes(electron: ElectronApplication, what: 'suspend' | 'resume'): Promise<void> {
  return electron.evaluate(({ powerMonitor }, event) => void powerMonitor.emit(event as 'suspend'), what);
}

export function systemTurns(electron: ElectronApplication, scheme: 'dark' | 'light'): Promise<void> {
  return electron.evaluate(
    (module, isDark) => (module as unknown as WithStandin).__standin.setSystemDark(isDark),
    scheme === 'dark',
  );
}

/** Paths that the system was asked to open, and to show in their folders. */
export function filesAsked(electron: ElectronApplication): Promise<{ opened: string[]; shown: string[] }> {
  return electron.evaluate((module) => {
    const { opened, shown } = (module as unknown as WithStandin).__standin.asked;
    return { opened: [...opened], shown: [...shown] };
  });
}

/** Paths of each drag that left a window. */
export function draggedOut(electron: ElectronApplication): Promise<string[][]> {
  return electron.evaluate((module) =>
    (module as unknown as WithStandin).__standin.asked.dragged.map((paths) => [...paths]),
  );
}

/** PNG of what hung on the pointer in each. */
export async function dragPictures(electron: ElectronApplication): Promise<Buffer[]> {
  const pictures = await electron.evaluate((module) => [
    ...(module as unknown as WithStandin).__standin.asked.dragPictures,
  ]);
  return pictures.map((picture) => Buffer.from(picture, 'base64'));
}

export type TaskbarNow = {
  /** -1: none. */
  readonly progress: number;
  readonly badge: number;
  /** Whether the computer is kept from sleeping. */
  readonly isKeptAwake: boolean;
};

export function taskbarNow(electron: ElectronApplication): Promise<TaskbarNow> {
  return electron.evaluate(({ app, BrowserWindow, powerSaveBlocker }) => {
    // Of the stand-in: Electron does not tell what it was told.
    const window = BrowserWindow.getAllWindows()[0] as unknown as { progress: number };
    const { blocking } = powerSaveBlocker as unknown as { blocking: ReadonlySet<number> };
    return { progress: window.progress, badge: app.getBadgeCount(), isKeptAwake: blocking.size > 0 };
  });
}
