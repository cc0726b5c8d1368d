/** @file The stand-in's remaining modules: each keeps what the app asked of it, so that a test can look; none shows anything. */
import { existsSync, readFileSync } from 'node:fs';
import type { NotificationConstructorOptions, OpenDialogOptions } from 'electron';
import { app } from './app.ts';
import { StrictEmitter } from './surroundings.ts';

export class NativeImage {
  readonly path: string;
  readonly bytes: Buffer;
  template = false;

  constructor(path: string, bytes: Buffer) {
    this.path = path;
    this.bytes = bytes;
  }
  isEmpty(): boolean {
    return this.bytes.length === 0;
  }
  setTemplateImage(isTemplate: boolean): void {
    this.template = isTemplate;
  }
  toPNG(): Buffer {
    return this.bytes;
  }
}

export const nativeImage = {
  /** An empty image for what is not there, without a word, as Electron does. */
  createFromPath: (path: string) => new NativeImage(path, existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromBuffer: (bytes: Buffer) => new NativeImage('', bytes),
  createEmpty: () => new NativeImage('', Buffer.alloc(0)),
};

/** What was asked for, in order, for tests. */
export const asked = {
  notifications: [] as Notification[],
  opened: [] as string[],
  shown: [] as string[],
  dialogs: [] as unknown[],
  trashed: [] as string[],
  /** Paths of each drag out of a window. */
  dragged: [] as (readonly string[])[],
  /** What hung on the pointer in each, as base64 of its PNG. */
  dragPictures: [] as string[],
};

export class Notification extends StrictEmitter {
  readonly options: NotificationConstructorOptions;
  static isSupported(): boolean {
    return true;
  }
  constructor(options: NotificationConstructorOptions = {}) {
    super();
    this.options = options;
  }
  override events(): readonly string[] {
    return ['show', 'click', 'close', 'failed', 'action'];
  }
  get title(): string {
    return this.options.title ?? '';
  }
  get body(): string {
    return this.options.body ?? '';
  }
  show(): void {
    asked.notifications.push(this);
    this.emit('show');
  }
  close(): void {
    this.emit('close');
  }
}

/** What a person would choose; a test sets it, or replaces the function as electron-playwright-helpers does. */
export const choices = { files: [] as string[], button: 0 };

export const dialog = {
  showOpenDialog: async (...words: unknown[]): Promise<{ canceled: boolean; filePaths: string[] }> => {
    asked.dialogs.push(words.at(-1) as OpenDialogOptions);
    return { canceled: choices.files.length === 0, filePaths: [...choices.files] };
  },
  showMessageBox: async (...words: unknown[]): Promise<{ response: number; checkboxChecked: boolean }> => {
    asked.dialogs.push(words.at(-1));
    return { response: choices.button, checkboxChecked: false };
  },
  showErrorBox: (title: string, content: string): void => void asked.dialogs.push({ title, content }),
};

export const shell = {
  openExternal: async (url: string): Promise<void> => void asked.opened.push(url),
  openPath: async (path: string): Promise<string> => {
    asked.opened.push(path);
    return '';
  },
  showItemInFolder: (path: string): void => void asked.shown.push(path),
  trashItem: async (path: string): Promise<void> => void asked.trashed.push(path),
  writeShortcutLink: (): boolean => {
    throw new Error('Shortcuts are of Windows');
  },
};

/** A test puts here what was copied elsewhere. */
export class ClipboardItem {
  readonly contents: Readonly<Record<string, unknown>>;
  constructor(contents: Readonly<Record<string, unknown>>) {
    this.contents = contents;
  }
  get types(): string[] {
    return Object.keys(this.contents);
  }
  async getType(type: string): Promise<Blob> {
    const content = this.contents[type];
    if (content === undefined) throw new DOMException('The type was not found', 'NotFoundError');
    return content instanceof Blob ? content : new Blob([content as string], { type });
  }
}

export const clipboard = {
  items: [] as ClipboardItem[],
  has: async (type: string): Promise<boolean> => clipboard.items.some((item) => item.types.includes(type)),
  read: async (): Promise<ClipboardItem[]> => [...clipboard.items],
  readText: async (): Promise<string> => {
    const item = clipboard.items.find(({ types }) => types.includes('text/plain'));
    return item === undefined ? '' : (await item.getType('text/plain')).text();
  },
  write: async (items: ClipboardItem[]): Promise<void> => {
    clipboard.items = [...items];
  },
  writeText: (text: string): Promise<void> => clipboard.write([new ClipboardItem({ 'text/plain': text })]),
};

class PowerMonitor extends StrictEmitter {
  onBattery = false;
  override events(): readonly string[] {
    return ['suspend', 'resume', 'shutdown', 'on-ac', 'on-battery', 'lock-screen', 'unlock-screen'];
  }
  isOnBatteryPower(): boolean {
    return this.onBattery;
  }
}
export const powerMonitor = new PowerMonitor();

export const powerSaveBlocker = {
  blocking: new Set<number>(),
  last: 0,
  start: (): number => {
    powerSaveBlocker.last += 1;
    powerSaveBlocker.blocking.add(powerSaveBlocker.last);
    return powerSaveBlocker.last;
  },
  stop: (id: number): boolean => powerSaveBlocker.blocking.delete(id),
  isStarted: (id: number): boolean => powerSaveBlocker.blocking.has(id),
};

export const net = { online: true, isOnline: (): boolean => net.online };

export const globalShortcut = {
  keys: new Map<string, () => void>(),
  register: (key: string, deed: () => void): boolean => {
    if (globalShortcut.keys.has(key)) return false;
    globalShortcut.keys.set(key, deed);
    return true;
  },
  isRegistered: (key: string): boolean => globalShortcut.keys.has(key),
  unregister: (key: string): void => void globalShortcut.keys.delete(key),
  unregisterAll: (): void => globalShortcut.keys.clear(),
};

class Screen extends StrictEmitter {
  override events(): readonly string[] {
    return ['display-added', 'display-removed', 'display-metrics-changed'];
  }
  getPrimaryDisplay(): object {
    if (!app.isNowReady) throw new Error("The 'screen' module can't be used before the app 'ready' event");
    const whole = { x: 0, y: 0, width: 1920, height: 1080 };
    return { id: 1, bounds: whole, workArea: whole, workAreaSize: { width: 1920, height: 1080 }, scaleFactor: 1 };
  }
  getAllDisplays(): object[] {
    return [this.getPrimaryDisplay()];
  }
  getDisplayMatching(): object {
    return this.getPrimaryDisplay();
  }
}
export const screen = new Screen();
