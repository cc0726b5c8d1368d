/** @file How far this computer's clock is off, by what a server on loopback says of its own. */
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { clockAhead } from '../../electron/cloud/clock-ahead.ts';
import { systemClock } from '../../electron/foundation/clock.ts';

async function serverAt(date: string | null): Promise<{ region: string; s3Endpoint: string }> {
  const server = createServer((_, response) => {
    response.sendDate = false;
    if (date !== null) response.setHeader('Date', date);
    response.writeHead(403).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has an address');
  return { region: 'here', s3Endpoint: `http://127.0.0.1:${address.port}` };
}

const now = Date.UTC(2026, 4, 14, 12);
const clock = { ...systemClock, now: () => now };
const never = new AbortController().signal;

test('ahead of the store is a positive number, to half a second, whatever the store answers', async () => {
  const profile = await serverAt(new Date(now - 600_000).toUTCString());
  expect(await clockAhead(profile, clock, never)).toBe(600_000 - 500);
});

test('a store that does not say its time is no fault', async () => {
  expect(await clockAhead(await serverAt(null), clock, never)).toBeNull();
});

test('a store that is not there is offline', async () => {
  const profile = { region: 'here', s3Endpoint: 'http://127.0.0.1:9' };
  await expect(clockAhead(profile, clock, never)).rejects.toMatchObject({ failure: { code: 'offline' } });
});
