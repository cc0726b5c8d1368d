/** @file No test can reach another computer, by whatever door; this computer stays reachable. */
import { once } from 'node:events';
import { get } from 'node:https';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { isLoopback } from '../setup/loopback-only.ts';

/** 192.0.2.0/24 is for documentation (RFC 5737): it is nobody's, and a connection to it would hang. */
const elsewhere = '192.0.2.1';

test.each([elsewhere, 'example.com', '2001:db8::1'])('a socket to %s fails at once', async (host) => {
  const [error] = await once(connect({ host, port: 80 }), 'error');
  expect(String(error)).toContain(`A test tried to reach ${host}`);
});

test('fetch and https fail as well', async () => {
  await expect(fetch(`http://${elsewhere}/`)).rejects.toMatchObject({ cause: { name: 'LeftTheComputer' } });
  await expect(fetch('http://sqs.eu-central-1.amazonaws.com/')).rejects.toMatchObject({
    cause: { name: 'LeftTheComputer' },
  });
  const request = get('https://example.com/');
  await expect(once(request, 'response')).rejects.toMatchObject({ name: 'LeftTheComputer' });
});

test.each(['127.0.0.1', 'localhost'])('a server on %s is reached', async (host) => {
  const server = createServer((socket) => socket.end('here')).listen(0, host);
  onTestFinished(() => {
    server.close();
  });
  await once(server, 'listening');
  const address = server.address();
  const socket = connect({ host, port: typeof address === 'object' ? (address?.port ?? 0) : 0 });
  const [bytes] = await once(socket, 'data');
  expect(String(bytes)).toBe('here');
});

test('to ask for the binary of Electron fetches none', () => {
  // The package starts its own download where it finds no binary, in a process that the door above does not hold.
  expect(createRequire(import.meta.url)('electron')).toBe('/nowhere/electron');
});

test('a name that only looks like this computer is another', () => {
  expect(['127.0.0.1.example.com', 'localhost.example.com', '128.0.0.1', '0.0.0.0'].filter(isLoopback)).toEqual([]);
});
