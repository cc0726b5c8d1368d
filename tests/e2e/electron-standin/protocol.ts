/**
 * @file The stand-in's schemes. Chromium goes to no page of a scheme that it does not know, so `app://host/` is
 * `https://host.app.invalid/` inside of it. The app's own handlers answer here; a folder is served by the launcher.
 */
import type { CustomScheme, Privileges, ProtocolSource } from 'electron';
import { app } from './app.ts';
import { fromDisk } from './source-files.ts';
import { tellLauncher } from './surroundings.ts';
import { fromWeb, schemeOf } from './web-addresses.ts';

type Handler = (request: Request) => Response | Promise<Response>;

class Protocol {
  readonly privileges = new Map<string, Privileges>();
  readonly handlers = new Map<string, Handler>();
  /** Schemes that were once given a folder. */
  readonly sources = new Set<string>();
  hasRegistered = false;

  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    app.beforeReady('protocol.registerSchemesAsPrivileged()');
    if (this.hasRegistered) throw new Error('protocol.registerSchemesAsPrivileged() can be called once');
    this.hasRegistered = true;
    for (const { scheme, privileges } of schemes) this.privileges.set(scheme, privileges ?? {});
  }
  handle(scheme: string, handler: Handler): void {
    if (!app.isNowReady) throw new Error('protocol.handle() can be called after the app is ready');
    if (this.handlers.has(scheme)) throw new Error(`The scheme ${scheme} has been intercepted or handled already`);
    if (!this.privileges.has(scheme) || this.sources.has(scheme))
      throw new Error(
        `The stand-in for Electron handles ${scheme} only as a privileged scheme, and not after a source of it`,
      );
    this.handlers.set(scheme, handler);
  }
  unhandle(scheme: string): void {
    this.handlers.delete(scheme);
    if (this.sources.has(scheme)) tellLauncher({ scheme, source: null });
  }
  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme);
  }
  registerSource(scheme: string, source: ProtocolSource): void {
    this.handle(scheme, (request) => fromDisk(source, request));
    this.sources.add(scheme);
    tellLauncher({ scheme, source });
  }
  /** Schemes of which a page that begins now asks this process. */
  handledHere(): string[] {
    return [...this.privileges.keys()].filter((scheme) => !this.sources.has(scheme));
  }
}

export const protocol = new Protocol();

export function toWeb(url: string): string {
  return url.replace(/^([a-z][\w+.-]*):\/\/([^/?#]*)/i, (whole, scheme: string, host: string) =>
    protocol.privileges.get(scheme)?.standard ? `https://${host}.${scheme}.invalid` : whole,
  );
}

/** Null where nobody answers for the address, as for one of the web. */
export async function answer(request: {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
  initiator: string | undefined;
}): Promise<Response | null> {
  const url = fromWeb(request.url);
  const handler = protocol.handlers.get(schemeOf(url));
  if (handler === undefined) return null;
  const asked = new Request(url, {
    method: request.method,
    headers: request.headers,
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  return handler(
    Object.assign(asked, { initiatorOrigin: request.initiator === undefined ? undefined : fromWeb(request.initiator) }),
  );
}
