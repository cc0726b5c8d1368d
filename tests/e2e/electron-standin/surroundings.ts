/** @file What the stand-in's parts share: where Chromium is, the events of a strict emitter, what is lacking. */
import { EventEmitter, once } from 'node:events';
import { connectCdp } from './cdp.ts';
import type { ToLauncher, ToMain } from './launcher-words.ts';

export function tellLauncher(word: ToLauncher): void {
  process.send?.(word);
}

const served = new EventEmitter();
const fromChromium = new EventEmitter();
process.on('message', (message) => {
  // Only the launcher writes what comes here.
  const word = message as ToMain;
  if ('devtools' in word) fromChromium.emit('text', word.devtools);
  else served.emit(word.served);
});

/** Resolves when the page's files come from the sources, without this process. */
export async function servedByLauncher(targetId: string): Promise<void> {
  tellLauncher({ page: targetId });
  await once(served, targetId);
}

// It also keeps this process alive, as Electron's main process is until it is told to end; without a launcher there is none.
process.on('disconnect', () => process.exit(1));

/** Node's own binary: what the app sees as its executable is the stand-in. */
export const nodePath = process.execPath;

/** By way of the launcher, which is connected while this process loads the app's code. */
export const cdp = connectCdp({
  say: (devtools) => tellLauncher({ devtools }),
  hear: (listener) => void fromChromium.on('text', listener),
});

let isWanted = false;
/** Chromium starts when the first window is made, unless Playwright had it started. */
export function wantWindows(): void {
  if (!isWanted) tellLauncher('wants-windows');
  isWanted = true;
}

/** Knows only the events that it may emit: waiting for another is a mistake that shows at once. */
export class StrictEmitter extends EventEmitter {
  events(): readonly string[] {
    return [];
  }

  override on(name: string, listener: (...words: never[]) => void): this {
    return super.on(this.known(name), listener as () => void);
  }

  override once(name: string, listener: (...words: never[]) => void): this {
    return super.once(this.known(name), listener as () => void);
  }

  override addListener(name: string, listener: (...words: never[]) => void): this {
    return this.on(name, listener);
  }

  private known(name: string): string {
    if (!this.events().includes(name))
      throw new Error(`The stand-in for Electron lacks the event '${name}' of ${this.constructor.name}`);
    return name;
  }
}

/** Everything but what is there throws, so that nothing is undefined by silence. `in` answers truthfully. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get: (all, key) => {
      if (typeof key === 'string' && !(key in all) && key !== 'then' && key !== 'toJSON') {
        throw new Error(`The stand-in for Electron lacks ${name}.${key}`);
      }
      const value: unknown = Reflect.get(all, key, all);
      return typeof value === 'function' && !isClass(value) ? value.bind(all) : value;
    },
  });
}

function isClass(value: object): boolean {
  return Function.prototype.toString.call(value).startsWith('class');
}

/** Electron's event: a listener may keep it from having its effect. */
export type Preventable<Details extends object = object> = Details & {
  defaultPrevented: boolean;
  preventDefault: () => void;
};

export function preventable<Details extends object>(details: Details): Preventable<Details> {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true;
    },
  };
  return event;
}
