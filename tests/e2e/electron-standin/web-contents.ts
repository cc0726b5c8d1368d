/** @file The stand-in's WebContents: one target of Chromium, its preload in an isolated world, its IPC and its navigation. */
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import type { Item } from 'electron';
import type { CdpSession } from './cdp.ts';
import { asked, nativeImage } from './desktop-parts.ts';
import { letNavigate, serveRequests } from './page-requests.ts';
import { bindingName, isolatedWorld, pageSource, preloadSource } from './page-world.ts';
import { give, ipcMain, type MessagePortMain } from './ports.ts';
import { toWeb } from './protocol.ts';
import { defaultSession } from './session.ts';
import { cdp, StrictEmitter, wantWindows } from './surroundings.ts';
import { fromWeb } from './web-addresses.ts';
import { decode, encode } from './wire.ts';

export type WebPreferences = {
  readonly preload?: string;
  readonly sandbox?: boolean;
  readonly contextIsolation?: boolean;
  readonly nodeIntegration?: boolean;
  readonly webSecurity?: boolean;
  readonly webviewTag?: boolean;
};

export type Frame = { url: string; origin: string };

const all: WebContents[] = [];
let lastId = 0;
let lastPort = 0;

export class WebContents extends StrictEmitter {
  readonly id: number;
  readonly preferences: WebPreferences;
  readonly session = defaultSession;
  readonly ipc = ipcMain;
  readonly begun: Promise<CdpSession>;
  readonly ports = new Map<number, MessagePortMain>();
  targetId = '';
  frameId = '';
  /** Of the preload's world in the page that is there now. */
  world: Promise<string>;
  foundWorld: (id: string) => void;
  mainFrame: Frame = { url: '', origin: '' };
  gone = false;
  expected: string | undefined;
  openHandler: ((details: { url: string }) => { action: string }) | undefined;

  static getAllWebContents(): WebContents[] {
    return [...all];
  }
  static fromDevToolsTargetId(id: string): WebContents | undefined {
    return all.find((one) => one.targetId === id);
  }

  /** `isBare`: nothing of the window is around the page, so the page has the whole size. */
  constructor(preferences: WebPreferences, size: { width: number; height: number }, isBare: boolean) {
    super();
    lastId += 1;
    this.id = lastId;
    this.preferences = preferences;
    for (const [name, wanted] of [
      ['sandbox', true],
      ['contextIsolation', true],
      ['nodeIntegration', false],
      ['webviewTag', false],
    ] as const) {
      if ((preferences[name] ?? wanted) !== wanted)
        throw new Error(`The stand-in for Electron has no windows with ${name}: ${!wanted}`);
    }
    const first = Promise.withResolvers<string>();
    this.world = first.promise;
    this.foundWorld = first.resolve;
    all.push(this);
    wantWindows();
    this.begun = this.begin(size, isBare);
    this.begun.catch((error: unknown) => process.stderr.write(`The stand-in's window: ${String(error)}\n`));
  }

  override events(): readonly string[] {
    return [
      'will-navigate',
      'will-frame-navigate',
      'will-redirect',
      'will-attach-webview',
      'did-finish-load',
      'did-fail-load',
      'dom-ready',
      'did-navigate',
      'destroyed',
      'render-process-gone',
      'before-input-event',
      'unresponsive',
    ];
  }

  async begin({ width, height }: { width: number; height: number }, isBare: boolean): Promise<CdpSession> {
    const { targetId } = await cdp.browser.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    });
    this.targetId = targetId;
    const { sessionId } = await cdp.browser.send('Target.attachToTarget', { targetId, flatten: true });
    const page = cdp.session(sessionId);
    const secret = randomUUID();
    page.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === isolatedWorld && context.auxData?.['frameId'] === this.frameId)
        this.foundWorld(context.uniqueId);
    });
    page.on('Runtime.executionContextsCleared', () => this.leavePage());
    page.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === bindingName) this.hear(payload);
    });
    page.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return;
      const url = fromWeb(frame.url);
      // A new page is a new frame to whoever compares, as with Electron.
      this.mainFrame = {
        url,
        origin: url.startsWith('app:') ? new URL(url).href.replace(/^(\w+:\/\/[^/]*).*/, '$1') : new URL(url).origin,
      };
      this.emit('did-navigate', {}, url);
    });
    page.on('Page.domContentEventFired', () => this.emit('dom-ready'));
    page.on('Page.loadEventFired', () => this.emit('did-finish-load'));
    page.on('Debugger.paused', (paused) => void this.answerPath(page, paused.callFrames[0]?.callFrameId));
    page.on('Inspector.targetCrashed', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
    page.on('Page.windowOpen', ({ url }) => this.hearOpen(fromWeb(url)));
    // All at once: each is carried out after the one before it, and none waits for this process in between.
    const asked: Promise<unknown>[] = [
      page.send('Page.getFrameTree').then(({ frameTree }) => {
        this.frameId = frameTree.frame.id;
      }),
      page.send('Page.enable'),
      page.send('Runtime.enable'),
      page.send('Debugger.enable', {}),
      page.send('Inspector.enable'),
      page.send('Runtime.addBinding', { name: bindingName, executionContextName: isolatedWorld }),
      page.send('Page.addScriptToEvaluateOnNewDocument', { source: pageSource(secret) }),
      serveRequests(page, this),
    ];
    if (isBare) {
      const metrics = { width, height, deviceScaleFactor: 0, mobile: false };
      asked.push(page.send('Emulation.setDeviceMetricsOverride', metrics));
    }
    if (this.preferences.preload !== undefined) {
      const info = {
        platform: process.platform,
        versions: { electron: process.versions['electron'] },
        sandboxed: true,
        contextIsolated: true,
      };
      const source = preloadSource(secret, this.preferences.preload, info);
      asked.push(page.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: isolatedWorld }));
    }
    await Promise.all(asked);
    return page;
  }

  /** The page's world has gone, and the ports with it. */
  leavePage(): void {
    const next = Promise.withResolvers<string>();
    this.world = next.promise;
    this.foundWorld = next.resolve;
    this.forgetPorts();
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.begun;
    const loaded = new Promise<void>((resolve) => this.once('did-finish-load', () => resolve()));
    this.expected = toWeb(url);
    const { errorText } = await page.send('Page.navigate', { url: this.expected });
    if (errorText !== undefined) throw new Error(`${errorText} (${url}) loading '${url}'`);
    await loaded;
  }
  getURL(): string {
    return this.mainFrame.url;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  hearOpen(url: string): void {
    const { action } = this.openHandler?.({ url }) ?? { action: 'allow' };
    if (action !== 'deny') throw new Error('The stand-in for Electron lets no page open a window');
  }
  isDestroyed(): boolean {
    return this.gone;
  }
  async executeJavaScript(code: string): Promise<unknown> {
    const page = await this.begun;
    const { result, exceptionDetails } = await page.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }
  /** As strict as Electron: an item without files or with an empty picture throws. What is no file is not dragged anywhere. */
  startDrag({ file, files, icon }: Item): void {
    const paths = files ?? [file];
    if (paths.length === 0 || paths.some((path) => path === ''))
      throw new TypeError("Must specify either 'file' or 'files' option");
    const picture = typeof icon === 'string' ? nativeImage.createFromPath(icon) : icon;
    if (picture.isEmpty()) throw new TypeError("Must specify non-empty 'icon' option");
    for (const path of paths) if (!statSync(path).isFile()) throw new Error(`There is no file to drag: ${path}`);
    asked.dragged.push(paths);
    asked.dragPictures.push(picture.toPNG().toString('base64'));
  }
  send(channel: string, ...given: unknown[]): void {
    this.toPage(['message', channel, [], given]);
  }
  postMessage(channel: string, message: unknown, transfer: MessagePortMain[] = []): void {
    const ids = transfer.map(() => {
      lastPort += 1;
      return lastPort;
    });
    this.toPage(['message', channel, ids, [message]]);
    transfer.forEach((port, index) => {
      const id = ids[index] ?? 0;
      give(port, { post: (data) => this.toPage(['port', id, data]), close: () => this.toPage(['port-close', id]) });
      this.ports.set(id, port);
    });
  }
  forgetPorts(): void {
    for (const port of this.ports.values()) port.far?.close();
    this.ports.clear();
  }
  destroyed(): void {
    if (this.gone) return;
    this.gone = true;
    this.forgetPorts();
    all.splice(all.indexOf(this), 1);
    this.emit('destroyed');
  }
  openDevTools(): void {
    throw new Error('The stand-in for Electron has no developer tools');
  }
  isDevToolsOpened(): boolean {
    return false;
  }

  toPage(message: readonly unknown[]): void {
    const text = encode(structuredClone(message));
    Promise.all([this.begun, this.world])
      .then(([page, world]) =>
        page.send('Runtime.callFunctionOn', {
          functionDeclaration: `function (text) { ${bindingName}Receive(text); }`,
          arguments: [{ value: text }],
          uniqueContextId: world,
        }),
      )
      // The page has gone meanwhile: nobody is left to tell.
      .catch(() => undefined);
  }

  hear(payload: string): void {
    // Only the stand-in's page side writes what comes here.
    const [kind, ...rest] = decode(payload) as [string, ...unknown[]];
    if (kind === 'port') this.ports.get(Number(rest[0]))?.far?.post(rest[1]);
    else if (kind === 'port-close') this.ports.get(Number(rest[0]))?.far?.close();
    else if (kind === 'open') this.hearOpen(fromWeb(String(rest[0])));
    else if (kind === 'send') ipcMain.emit(String(rest[0]), this.event(), ...(rest[1] as unknown[]));
    else if (kind === 'invoke') void this.invoke(Number(rest[0]), String(rest[1]), rest[2] as unknown[]);
  }
  event(): object {
    return {
      sender: this,
      senderFrame: this.mainFrame,
      processId: 1,
      frameId: 1,
      type: 'frame',
      returnValue: undefined,
    };
  }
  async invoke(id: number, channel: string, given: unknown[]): Promise<void> {
    const handler = ipcMain.handlers.get(channel);
    try {
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      this.toPage(['answer', id, false, structuredClone(await handler(this.event(), ...given))]);
    } catch (error) {
      this.toPage(['answer', id, true, `Error invoking remote method '${channel}': ${String(error)}`]);
    }
  }

  /** The preload stands still in getPathForFile: what Chromium knows of the file is put into its variable. */
  async answerPath(page: CdpSession, callFrameId: string | undefined): Promise<void> {
    try {
      if (callFrameId === undefined) return;
      const { result } = await page.send('Debugger.evaluateOnCallFrame', { callFrameId, expression: 'file' });
      const path =
        result.objectId === undefined ? '' : (await page.send('DOM.getFileInfo', { objectId: result.objectId })).path;
      await page.send('Debugger.evaluateOnCallFrame', { callFrameId, expression: `path = ${JSON.stringify(path)}` });
    } finally {
      await page.send('Debugger.resume', {});
    }
  }

  mayNavigate(url: string, isMainFrame: boolean): boolean {
    return letNavigate(this, url, isMainFrame);
  }
}
