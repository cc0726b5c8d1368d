/** @file The stand-in's BrowserWindow: a target of Chromium with what the window system would add, kept as plain values. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { app } from './app.ts';
import { fieldOf, fieldsOf } from './outside-values.ts';
import { defaultSession } from './session.ts';
import { cdp, preventable, StrictEmitter } from './surroundings.ts';
import { followTheme } from './theme.ts';
import { WebContents } from './web-contents.ts';

const windows: BrowserWindow[] = [];
let watchesTargets = false;
let focused: BrowserWindow | null = null;

export class BrowserWindow extends StrictEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  readonly options: BrowserWindowConstructorOptions;
  progress = -1;
  overlay: string | null = null;
  backgroundColor: string;
  isOnTop: boolean;
  bounds: Rectangle;
  shown: boolean;
  minimized = false;
  gone = false;
  title = '';
  accessibleTitle = '';

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return windows.find((one) => one.webContents === contents) ?? null;
  }
  static fromId(id: number): BrowserWindow | null {
    return windows.find((one) => one.id === id) ?? null;
  }
  static getFocusedWindow(): BrowserWindow | null {
    return focused;
  }

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    if (!app.isNowReady) throw new Error('Cannot create BrowserWindow before app is ready');
    this.options = options;
    const { width = 800, height = 600, x = 0, y = 0 } = options;
    this.bounds = this.keptBounds() ?? { x, y, width, height };
    this.backgroundColor = options.backgroundColor ?? '#FFF';
    this.isOnTop = options.alwaysOnTop ?? false;
    this.shown = options.show ?? true;
    const { preload, sandbox, contextIsolation, nodeIntegration, webviewTag } = options.webPreferences ?? {};
    const given = { preload, sandbox, contextIsolation, nodeIntegration, webviewTag };
    this.webContents = new WebContents(
      Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      this.bounds,
      options.frame === false,
    );
    this.id = this.webContents.id;
    windows.push(this);
    followTheme(this.webContents.begun);
    watchTargets();
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
  }

  override events(): readonly string[] {
    return [
      'close',
      'closed',
      'show',
      'hide',
      'focus',
      'blur',
      'ready-to-show',
      'minimize',
      'restore',
      'resize',
      'move',
      'moved',
      'resized',
      'session-end',
      'query-session-end',
      'unresponsive',
    ];
  }

  async loadURL(url: string): Promise<void> {
    await defaultSession.grant(url);
    await this.webContents.loadURL(url);
  }
  show(): void {
    this.showInactive();
    this.focus();
  }
  showInactive(): void {
    this.minimized = false;
    if (this.shown) return;
    this.shown = true;
    this.emit('show');
  }
  hide(): void {
    if (!this.shown) return;
    this.shown = false;
    if (focused === this) focused = null;
    this.emit('hide');
  }
  focus(): void {
    focused = this;
    this.emit('focus');
  }
  blur(): void {
    focused = null;
    this.emit('blur');
  }
  isFocused(): boolean {
    return focused === this;
  }
  isVisible(): boolean {
    return this.shown;
  }
  isDestroyed(): boolean {
    return this.gone;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  minimize(): void {
    this.minimized = true;
    this.emit('minimize');
  }
  restore(): void {
    this.minimized = false;
    this.emit('restore');
  }
  flashFrame(): void {
    // Nobody looks at a taskbar here.
  }
  setProgressBar(progress: number): void {
    this.progress = progress;
  }
  setOverlayIcon(_: unknown, description: string): void {
    this.overlay = description === '' ? null : description;
  }
  setBackgroundColor(color: string): void {
    this.backgroundColor = color;
  }
  setAlwaysOnTop(isOnTop: boolean): void {
    this.isOnTop = isOnTop;
  }
  isAlwaysOnTop(): boolean {
    return this.isOnTop;
  }
  setMenuBarVisibility(): void {
    // Headless: there is no menu bar.
  }
  getTitle(): string {
    return this.title;
  }
  setTitle(title: string): void {
    this.title = title;
  }
  getBounds(): Rectangle {
    return { ...this.bounds };
  }
  setBounds(bounds: Partial<Rectangle>): void {
    this.bounds = { ...this.bounds, ...bounds };
    this.keepBounds();
    this.emit('resize');
    this.emit('resized');
    this.emit('moved');
  }
  close(): void {
    if (this.gone) return;
    const event = preventable({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }
  destroy(): void {
    if (this.gone) return;
    this.gone = true;
    this.keepBounds();
    windows.splice(windows.indexOf(this), 1);
    if (focused === this) focused = null;
    this.webContents.destroyed();
    cdp.browser.send('Target.closeTarget', { targetId: this.webContents.targetId }).catch(() => undefined);
    this.emit('closed');
    if (windows.length > 0 || app.isQuitting) return;
    // Without a listener for it, Electron quits.
    if (!app.emit('window-all-closed')) app.quit();
  }

  statePath(): string | undefined {
    const { name, windowStatePersistence } = this.options;
    if (!name || !windowStatePersistence) return undefined;
    return join(app.getPath('userData'), `StandinWindow-${name}.json`);
  }
  keptBounds(): Rectangle | undefined {
    const path = this.statePath();
    if (path === undefined) return undefined;
    try {
      const kept = fieldsOf(JSON.parse(readFileSync(path, 'utf8')));
      const number = (name: keyof Rectangle) => fieldOf(kept, name, 'number');
      return { x: number('x'), y: number('y'), width: number('width'), height: number('height') };
    } catch {
      return undefined;
    }
  }
  keepBounds(): void {
    const path = this.statePath();
    if (path === undefined) return;
    mkdirSync(app.getPath('userData'), { recursive: true });
    writeFileSync(path, JSON.stringify(this.bounds));
  }
}

app.windows = { all: () => [...windows] };

/** A page that is closed from outside takes its window with it. */
function watchTargets(): void {
  if (watchesTargets) return;
  watchesTargets = true;
  cdp.browser.on('Target.targetDestroyed', ({ targetId }) =>
    windows.find(({ webContents }) => webContents.targetId === targetId)?.destroy(),
  );
  cdp.browser.send('Target.setDiscoverTargets', { discover: true }).catch(() => undefined);
}
