/** @file The stand-in's `app`: its folders, its readiness, one instance at a time, the order in which things end. */
import { mkdirSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fieldOf, fieldsOf, optionalOf } from './outside-values.ts';
import { askForLock } from './single-instance.ts';
import { preventable, StrictEmitter } from './surroundings.ts';

function packageIn(text: string) {
  const fields = fieldsOf(JSON.parse(text));
  return {
    name: fieldOf(fields, 'name', 'string'),
    productName: optionalOf(fields, 'productName', 'string'),
    version: optionalOf(fields, 'version', 'string') ?? '0.0.0',
    main: optionalOf(fields, 'main', 'string') ?? 'index.js',
  };
}

export type Windows = {
  readonly all: () => readonly {
    readonly close: () => void;
    readonly destroy: () => void;
    readonly isDestroyed: () => boolean;
  }[];
};

export class App extends StrictEmitter {
  isPackaged = process.env['ELECTRON_STANDIN_PACKED'] !== undefined;
  badge = 0;
  loginItem: { openAtLogin: boolean; args?: string[] } = { openAtLogin: false };
  sandboxed = false;
  userModelId = '';
  desktopName = '';
  readonly ready = Promise.withResolvers<void>();
  isNowReady = false;
  isQuitting = false;
  folder = process.cwd();
  entry = '';
  info: ReturnType<typeof packageIn> = { name: 'Electron', productName: undefined, version: '0.0.0', main: '' };
  readonly paths = new Map<string, string>();
  readonly switches = new Map<string, string>();
  windows: Windows = { all: () => [] };
  lock: ReturnType<typeof askForLock> | undefined;
  readonly commandLine = {
    appendSwitch: (name: string, value = '') => void this.switches.set(name, value),
    hasSwitch: (name: string) => this.switches.has(name),
    getSwitchValue: (name: string) => this.switches.get(name) ?? '',
  };
  readonly dock = undefined;

  override events(): readonly string[] {
    return [
      'ready',
      'activate',
      'before-quit',
      'will-quit',
      'quit',
      'window-all-closed',
      'second-instance',
      'open-file',
      'web-contents-created',
      'browser-window-created',
      'child-process-gone',
      'render-process-gone',
    ];
  }

  /** As the default app does: a folder with a package.json, or a file. */
  load(words: readonly string[]): string {
    const first = words.find((word) => !word.startsWith('-')) ?? '.';
    const path = resolve(first);
    const isFile = /\.[cm]?[jt]s$/.test(path);
    this.folder = isFile ? dirname(path) : path;
    try {
      this.info = packageIn(readFileSync(join(this.folder, 'package.json'), 'utf8'));
    } catch (error) {
      if (!isFile) throw error;
    }
    this.entry = isFile ? path : join(this.folder, this.info.main);
    return this.entry;
  }

  whenReady(): Promise<void> {
    return this.ready.promise;
  }
  isReady(): boolean {
    return this.isNowReady;
  }
  becomeReady(): void {
    this.isNowReady = true;
    this.emit('ready', preventable({}), {});
    this.ready.resolve();
  }
  beforeReady(what: string): void {
    if (this.isNowReady) throw new Error(`${what} must be called before the app is ready`);
  }

  getName(): string {
    return this.info.productName ?? this.info.name;
  }
  setName(name: string): void {
    this.info = { ...this.info, productName: name };
  }
  getVersion(): string {
    return this.info.version;
  }
  getAppPath(): string {
    return this.folder;
  }
  getPath(name: string): string {
    const set = this.paths.get(name);
    if (set !== undefined) return set;
    const home = homedir();
    const config = process.env['XDG_CONFIG_HOME'] ?? join(home, '.config');
    const known: Readonly<Record<string, string>> = {
      home,
      temp: tmpdir(),
      appData: config,
      userData: join(config, this.getName()),
      sessionData: join(config, this.getName()),
      logs: join(config, this.getName(), 'logs'),
      exe: process.execPath,
      pictures: join(home, 'Pictures'),
      downloads: join(home, 'Downloads'),
      documents: join(home, 'Documents'),
      desktop: join(home, 'Desktop'),
    };
    const path = known[name];
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }
  setPath(name: string, path: string): void {
    mkdirSync(path, { recursive: true });
    this.paths.set(name, path);
  }
  getLocale(): string {
    return 'en-US';
  }
  getPreferredSystemLanguages(): string[] {
    return ['en-US'];
  }

  requestSingleInstanceLock(additionalData: Record<string, unknown> = {}): boolean {
    this.lock ??= askForLock(
      this.getPath('userData'),
      { argv: process.argv, cwd: process.cwd(), data: additionalData },
      (told) => this.emit('second-instance', preventable({}), told.argv, told.cwd, told.data),
    );
    return this.lock.isOurs;
  }
  hasSingleInstanceLock(): boolean {
    return this.lock?.isOurs ?? false;
  }
  enableSandbox(): void {
    this.beforeReady('app.enableSandbox()');
    this.sandboxed = true;
  }
  setAppUserModelId(id: string): void {
    this.userModelId = id;
  }
  setDesktopName(name: string): void {
    this.desktopName = name;
  }
  setBadgeCount(count = 0): boolean {
    this.badge = count;
    return true;
  }
  getBadgeCount(): number {
    return this.badge;
  }
  /** Electron has none for Linux, and neither has this. */
  setLoginItemSettings(settings: { openAtLogin?: boolean; args?: string[] }): void {
    if (process.platform !== 'linux') this.loginItem = { openAtLogin: false, ...settings };
  }
  getLoginItemSettings(): { openAtLogin: boolean; wasOpenedAtLogin: boolean } {
    return { openAtLogin: this.loginItem.openAtLogin, wasOpenedAtLogin: false };
  }
  focus(): void {
    // Nothing competes for the focus here.
  }

  quit(): void {
    if (this.isQuitting) return;
    const before = preventable({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    const open = this.windows.all();
    for (const window of open) window.close();
    if (open.some((window) => !window.isDestroyed())) return;
    this.leave();
  }
  leave(): void {
    if (this.isQuitting) return;
    const will = preventable({});
    this.emit('will-quit', will);
    if (will.defaultPrevented) return;
    this.exit(0);
  }
  exit(code = 0): void {
    this.isQuitting = true;
    for (const window of this.windows.all()) window.destroy();
    this.emit('quit', preventable({}), code);
    this.lock?.release();
    process.exit(code);
  }
  relaunch(): void {
    throw new Error('The stand-in for Electron does not relaunch');
  }
}

export const app = new App();
