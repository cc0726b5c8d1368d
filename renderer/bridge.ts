/** @file The only file that knows how the page reaches the engine: a WebSocket in a browser, a MessagePort on the desktop. */
import { createORPCClient, DynamicLink, ORPCError } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient, InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../shared/contract.ts';
import { type DesktopBridge, desktopBridgeName, portMessage } from '../shared/desktop-bridge.ts';
import { Failure } from '../shared/failure.ts';
import { HandedOver } from '../shared/folder.ts';

export type Questions = InferContractRouterInputs<typeof contract>;
type Outputs = InferContractRouterOutputs<typeof contract>;
/** What the calls answer, flat where the window names it. */
export type Answers = {
  readonly surface: Outputs['surface'];
  readonly settings: Outputs['settings']['get'];
  readonly folder: Outputs['folders']['list'][number];
  readonly rulesPreview: Outputs['folders']['preview'];
  readonly profile: Outputs['profiles']['list'][number];
};

// What the preload puts there is of this type, and there is nothing in a browser.
const desktop = Reflect.get(globalThis, desktopBridgeName) as DesktopBridge | undefined;

/**
 * The address that a person opens carries a token that works once; it becomes a cookie that no page can read. The token
 * leaves the address before anything else happens.
 */
async function openSession(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null || desktop !== undefined) return;
  history.replaceState(null, '', location.pathname);
  await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
}

/** To be awaited before the first call. Whether it was let in, the first call tells. */
export const admitted: Promise<void> = openSession();

let link: { readonly socket: WebSocket; readonly link: RPCLink<Record<never, never>> } | undefined;

/** One socket for all calls; a call after it broke opens the next. */
function openLink(): RPCLink<Record<never, never>> {
  if (link === undefined || link.socket.readyState > WebSocket.OPEN) {
    const address = new URL('./rpc', location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    address.hash = '';
    const socket = new WebSocket(address);
    link = { socket, link: new RPCLink({ websocket: socket }) };
  }
  return link.link;
}

let portLink: Promise<PortLink<Record<never, never>>> | undefined;

/** One port for all calls, for as long as the page is there. */
function openPort(bridge: DesktopBridge): Promise<PortLink<Record<never, never>>> {
  portLink ??= new Promise((resolve) => {
    const take = ({ data, source, ports: [port] }: MessageEvent): void => {
      if (source !== window || data !== portMessage || port === undefined) return;
      removeEventListener('message', take);
      port.start();
      resolve(new PortLink({ port }));
    };
    addEventListener('message', take);
    bridge.connect();
  });
  return portLink;
}

/** Every call of shared/contract.ts, typed by it. */
export const cloudroll: ContractRouterClient<typeof contract> = createORPCClient(
  new DynamicLink<Record<never, never>>(() => (desktop === undefined ? openLink() : openPort(desktop))),
);

/** Null in a browser. */
export const onDesktop: Omit<DesktopBridge, 'connect'> | null = desktop ?? null;

/** False when the engine answers and does not know this window: its address was used before, or belongs to an earlier run. */
export async function isAdmitted(): Promise<boolean> {
  return desktop !== undefined || (await fetch('/api/status')).status !== 401;
}

/** What the engine expected to fail; undefined for anything else, such as a line that broke. */
export function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof ORPCError) || error.code !== 'FAILED') return undefined;
  return Failure.safeParse(error.data).data;
}

/** What was asked about is not there (any more). */
export function isUnknown(error: unknown): boolean {
  return error instanceof ORPCError && error.code === 'UNKNOWN';
}

/** As the build gathered them; rejects where it did not. */
export async function readLicences(signal: AbortSignal): Promise<string> {
  const answer = await fetch('./licences.txt', { signal });
  if (!answer.ok) throw new Error('There is no list of licences');
  return answer.text();
}

/** Hands over an .env file that the browser was given, unread: answers the token of it. Null when it was not taken. */
export async function offerEnvFile(address: string, file: File): Promise<string | null> {
  try {
    const answer = await fetch(new URL(address, location.href), { method: 'POST', body: file });
    return answer.ok ? HandedOver.parse(await answer.json()).token : null;
  } catch {
    // The line broke; the caller says so.
    return null;
  }
}

/** Hands over the bytes of one file that the browser was given; false when it was not taken. */
export async function carryFile(uploads: string, profile: string, file: File): Promise<boolean> {
  const address = new URL(uploads, location.href);
  address.searchParams.set('name', file.name);
  address.searchParams.set('profile', profile);
  try {
    return (await fetch(address, { method: 'POST', body: file })).ok;
  } catch {
    // The line broke; the caller says which files are missing.
    return false;
  }
}
