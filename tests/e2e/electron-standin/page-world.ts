/**
 * @file What the stand-in puts into a page before its own scripts: Electron's modules for the preload in an isolated world,
 * and in the page's world the far end of contextBridge. Each function is carried as its own source and uses nothing outside.
 */
/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { decode, encode } from './wire.ts';

export const isolatedWorld = 'Electron Isolated Context';
export const bindingName = 'electronStandin';

/** `secret` names the events between the worlds; nothing but a copy crosses, as with contextBridge. */
function inPage(secret: string): void {
  if (window !== window.top) return;
  type Asked = { resolve: (value: unknown) => void; reject: (error: unknown) => void };
  const asked = new Map<number, Asked>();
  let last = 0;
  const tell = (name: string, detail: unknown) =>
    globalThis.dispatchEvent(new CustomEvent(`${secret}-${name}`, { detail }));
  const hear = (name: string, listener: (detail: never) => void) =>
    globalThis.addEventListener(`${secret}-${name}`, (event) => {
      event.stopImmediatePropagation();
      listener((event as CustomEvent).detail as never);
    });
  let answered: { value?: unknown; error?: unknown; later?: true } | undefined;
  const call = (path: readonly string[], given: readonly unknown[]): unknown => {
    // Throws here for what cannot be cloned, as contextBridge does.
    structuredClone(given);
    last += 1;
    const id = last;
    answered = undefined;
    tell('call', { id, path, given });
    const answer = answered as { value?: unknown; error?: unknown; later?: true } | undefined;
    if (answer === undefined) throw new Error('The preload did not answer');
    if (answer.later) return new Promise((resolve, reject) => asked.set(id, { resolve, reject }));
    if (answer.error !== undefined) throw answer.error;
    return answer.value;
  };
  const build = (shape: unknown, path: readonly string[]): unknown => {
    if (shape === 'function') return (...given: unknown[]) => call(path, given);
    if (typeof shape !== 'object' || shape === null) throw new Error('A shape that nobody made');
    if ('value' in shape) return shape.value;
    return Object.freeze(
      Object.fromEntries(
        Object.entries((shape as { inside: object }).inside).map(([key, inner]) => [key, build(inner, [...path, key])]),
      ),
    );
  };
  // Of a page whose app denies it, as with Electron: null, and the app has been asked.
  window.open = (address = '') => {
    tell('open', String(new URL(address, location.href)));
    return null;
  };
  hear('answer', (answer: { value?: unknown }) => {
    answered = answer;
  });
  hear('settled', ({ id, value, error }: { id: number; value?: unknown; error?: unknown }) => {
    const question = asked.get(id);
    asked.delete(id);
    if (error === undefined) question?.resolve(value);
    else question?.reject(error);
  });
  hear('expose', ({ key, shape }: { key: string; shape: unknown }) => {
    Object.defineProperty(globalThis, key, { value: build(shape, [key]), enumerable: true });
  });
}

type Wire = { encode: typeof encode; decode: typeof decode };

/** Returns the `require` of a sandboxed preload. */
function inPreload(secret: string, binding: string, { encode, decode }: Wire): (name: string) => unknown {
  const post = (...message: unknown[]) => (Reflect.get(globalThis, binding) as (text: string) => void)(encode(message));
  const asked = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  const ports = new Map<number, MessagePort>();
  const listeners = new Map<string, Set<(...words: unknown[]) => void>>();
  const exposed = new Map<string, unknown>();
  let last = 0;

  const port = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = ({ data }) => post('port', id, data);
    port2.addEventListener('close', () => post('port-close', id));
    ports.set(id, port2);
    return port1;
  };
  const receive = (text: string): void => {
    // Only the stand-in's main side writes what comes here.
    const [kind, ...rest] = decode(text) as [string, ...never[]];
    if (kind === 'answer') {
      const [id, failed, value] = rest as unknown as [number, boolean, unknown];
      const question = asked.get(id);
      asked.delete(id);
      if (failed) question?.reject(new Error(String(value)));
      else question?.resolve(value);
    } else if (kind === 'message') {
      const [channel, ids, given] = rest as unknown as [string, number[], unknown[]];
      const event = { sender: ipcRenderer, ports: ids.map(port) };
      for (const listener of [...(listeners.get(channel) ?? [])]) listener(event, ...given);
    } else if (kind === 'port') {
      const [id, data] = rest as unknown as [number, unknown];
      ports.get(id)?.postMessage(data);
    } else if (kind === 'port-close') ports.get(rest[0] as unknown as number)?.close();
  };
  const on = (channel: string, listener: (...words: unknown[]) => void) => {
    listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
    return ipcRenderer;
  };
  const off = (channel: string, listener: (...words: unknown[]) => void) => {
    listeners.get(channel)?.delete(listener);
    return ipcRenderer;
  };
  const ipcRenderer = {
    invoke: (channel: string, ...given: unknown[]) =>
      new Promise((resolve, reject) => {
        last += 1;
        post('invoke', last, channel, given);
        asked.set(last, { resolve, reject });
      }),
    send: (channel: string, ...given: unknown[]) => post('send', channel, given),
    on,
    off,
    removeListener: off,
    once: (channel: string, listener: (...words: unknown[]) => void) => {
      const first = (...words: unknown[]) => {
        off(channel, first);
        listener(...words);
      };
      return on(channel, first);
    },
  };

  const shapeOf = (value: unknown): unknown => {
    if (typeof value === 'function') return 'function';
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { value: structuredClone(value) };
    return { inside: Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)])) };
  };
  const tell = (name: string, detail: unknown) =>
    globalThis.dispatchEvent(new CustomEvent(`${secret}-${name}`, { detail }));
  globalThis.addEventListener(`${secret}-call`, (event) => {
    const { id, path, given } = (event as CustomEvent).detail as { id: number; path: string[]; given: unknown[] };
    try {
      const [key = '', ...inner] = path;
      const deed = inner.reduce((one, name) => Reflect.get(one as object, name), exposed.get(key)) as (
        ...given: unknown[]
      ) => unknown;
      const value = deed(...given);
      if (!(value instanceof Promise)) return void tell('answer', { value: structuredClone(value) });
      tell('answer', { later: true });
      value.then(
        (later) => tell('settled', { id, value: structuredClone(later) }),
        (error: unknown) => tell('settled', { id, error }),
      );
    } catch (error) {
      tell('answer', { error });
    }
  });
  globalThis.addEventListener(`${secret}-open`, (event) => post('open', (event as CustomEvent).detail));
  const contextBridge = {
    exposeInMainWorld: (key: string, value: unknown) => {
      if (exposed.has(key))
        throw new Error(`Cannot bind an API on top of an existing property on the window object: ${key}`);
      exposed.set(key, value);
      tell('expose', { key, shape: shapeOf(value) });
    },
  };
  const webUtils = {
    getPathForFile: (file: unknown): string => {
      if (!(file instanceof File)) throw new TypeError('getPathForFile takes a File');
      let path = '';
      // The main side sees this pause, asks Chromium for the file's path, puts it into `path` and goes on.
      // biome-ignore lint/suspicious/noDebugger: the only way to ask Chromium something and wait for the answer
      debugger;
      const found = path;
      path = '';
      return found;
    },
  };
  Reflect.set(globalThis, `${binding}Receive`, receive);
  const electron = { contextBridge, ipcRenderer, webUtils };
  const modules: Readonly<Record<string, unknown>> = {
    electron,
    'electron/renderer': electron,
    'electron/common': electron,
  };
  return (name) => {
    const found = modules[name];
    if (found === undefined) throw new Error(`module not found: ${name}`);
    return new Proxy(found as object, {
      get: (all, key) => {
        if (!(key in all)) throw new Error(`The stand-in for Electron lacks ${String(key)} in a preload`);
        return Reflect.get(all, key);
      },
    });
  };
}

export function pageSource(secret: string): string {
  return `(${inPage})(${JSON.stringify(secret)});`;
}

/** The preload file, as a sandboxed one runs: CommonJS, with a `require` of a few names. */
export function preloadSource(secret: string, path: string, processInfo: object): string {
  const text = readFileSync(path, 'utf8');
  const made = `(${inPreload})(${JSON.stringify(secret)}, ${JSON.stringify(bindingName)}, {encode: ${encode}, decode: ${decode}})`;
  return `if (window === window.top) {((require, process, module, exports) => {${text}\n})(${made}, ${JSON.stringify(processInfo)}, {exports: {}}, {});}`;
}
