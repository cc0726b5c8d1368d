/** @file Electron's own declarations without what the stand-in lacks: what compiles against them runs on it. */
import { readFileSync } from 'node:fs';
import { offeredMembers, offeredNames } from './module.ts';

const ofPreload: Readonly<Record<string, readonly string[]>> = {
  ContextBridge: ['exposeInMainWorld'],
  IpcRenderer: ['invoke', 'send', 'on', 'once', 'off', 'removeListener'],
  WebUtils: ['getPathForFile'],
};
const preloadNames = ['contextBridge', 'ipcRenderer', 'webUtils'];
const listening = /^(on|once|off|addListener|removeListener)$/;

function namesOf(objects: readonly object[]): Set<string> {
  const names = objects.flatMap((one) => {
    const chain: string[] = [];
    for (
      let level: object | null = one;
      level !== null && level !== Object.prototype;
      level = Object.getPrototypeOf(level)
    ) {
      chain.push(...Object.getOwnPropertyNames(level));
    }
    return chain;
  });
  return new Set(names);
}

function eventsOf(objects: readonly object[]): ReadonlySet<string> | null {
  const [first] = objects;
  if (first === undefined || !('events' in first) || typeof first.events !== 'function') return null;
  return new Set((first.events as () => string[])());
}

type Offered = { readonly names: ReadonlySet<string>; readonly events: ReadonlySet<string> | null };

function isOffered({ names, events }: Offered, member: string, line: string): boolean {
  const event = listening.test(member) ? /event: '([^']+)'/.exec(line)?.[1] : undefined;
  if (member === 'constructor') return true;
  return event === undefined || events === null ? names.has(member) : events.has(event);
}

/** The text of electron.d.ts, thinned out. */
export function offeredDeclarations(path: string): string {
  const members = new Map<string, Offered>();
  for (const [name, objects] of Object.entries(offeredMembers))
    members.set(name, { names: namesOf(objects), events: eventsOf(objects) });
  for (const [name, list] of Object.entries(ofPreload)) members.set(name, { names: new Set(list), events: null });
  // A BrowserWindow inherits from it and repeats its members.
  const window = members.get('BrowserWindow');
  if (window !== undefined) members.set('BaseWindow', window);
  const exported = new Set([...offeredNames, ...preloadNames]);

  let within: Offered | undefined;
  let isExports = false;
  let keeps = true;
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => {
      const opening = /^ {2}(?:class|interface|namespace) (\w+)/.exec(line);
      if (opening !== null) {
        within = members.get(opening[1] ?? '');
        isExports = /^(Main|CrossProcessExports|Renderer|Common)$/.test(opening[1] ?? '');
        keeps = true;
        return true;
      }
      if (/^ {2}\}/.test(line)) {
        keeps = true;
        within = undefined;
        isExports = false;
        return true;
      }
      if (isExports) {
        const name = /^ {4}(?:const|class) (\w+)/.exec(line)?.[1];
        return name === undefined || exported.has(name);
      }
      const member = /^ {4}(?:static )?(?:readonly )?(?:get )?(?:set )?(\w+)[?(:<]/.exec(line)?.[1];
      if (within !== undefined && member !== undefined) keeps = isOffered(within, member, line);
      return keeps || /^ {4} ?(\/\*\*|\*)/.test(line);
    })
    .join('\n');
}
