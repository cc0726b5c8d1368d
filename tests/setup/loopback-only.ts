/** @file Makes any connection that would leave this computer fail at once, so that no test can depend on the network. */
import dns from 'node:dns';
import net from 'node:net';

export class LeftTheComputer extends Error {
  constructor(host: string) {
    super(`A test tried to reach ${host}: only this computer (127.0.0.1, ::1, localhost) is allowed`);
    this.name = 'LeftTheComputer';
  }
}

export function isLoopback(host: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+|localhost|.+\.localhost)$/i.test(host);
}

/** The host among the arguments of `socket.connect`; undefined for a path (a Unix socket) and for the default host. */
function hostOf(words: readonly unknown[]): string | undefined {
  const [first, second] = words;
  // Node passes what it has normalised already as one array: [options, callback].
  if (Array.isArray(first)) return hostOf(first);
  if (typeof first === 'object' && first !== null) {
    return 'host' in first && typeof first.host === 'string' && !('path' in first && first.path)
      ? first.host
      : undefined;
  }
  return typeof second === 'string' ? second : undefined;
}

const connect = net.Socket.prototype.connect;
const lookup = dns.lookup;

// Both are overloaded; the guard passes on exactly what it was given.
net.Socket.prototype.connect = function guarded(this: net.Socket, ...words: unknown[]): net.Socket {
  const host = hostOf(words);
  if (host === undefined || isLoopback(host)) return Reflect.apply(connect, this, words);
  process.nextTick(() => this.destroy(new LeftTheComputer(host)));
  return this;
} as typeof connect;

dns.lookup = Object.assign(function guarded(...words: unknown[]): void {
  const [host] = words;
  const answer = words.at(-1);
  if (typeof host !== 'string' || isLoopback(host) || net.isIP(host) !== 0 || typeof answer !== 'function') {
    Reflect.apply(lookup, dns, words);
    return;
  }
  process.nextTick(() => Reflect.apply(answer, undefined, [new LeftTheComputer(host)]));
}, lookup) as typeof lookup;
