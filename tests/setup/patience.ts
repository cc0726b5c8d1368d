/** @file Whoever waits for a condition waits long enough for a busy machine; a wait measures nothing, it only ends a hang. */
import { vi } from 'vitest';

const patience = { timeout: 30_000, interval: 50 };
const waitFor = vi.waitFor;
const waitUntil = vi.waitUntil;

vi.waitFor = (callback, options) => waitFor(callback, withPatience(options));
vi.waitUntil = (callback, options) => waitUntil(callback, withPatience(options));

function withPatience<Options extends { timeout?: number; interval?: number }>(options: number | Options | undefined) {
  if (typeof options === 'number') return { ...patience, timeout: Math.max(options, patience.timeout) };
  return { ...patience, ...options, timeout: Math.max(options?.timeout ?? 0, patience.timeout) };
}
