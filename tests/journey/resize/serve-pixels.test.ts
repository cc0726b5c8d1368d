/** @file The pixel process's side of the line. */
import { expect, test, vi } from 'vitest';
import { failedSoon } from '../../../electron/foundation/failed.ts';
import type { ResizeResult } from '../../../electron/journey/resize/image-resizer.ts';
import { servePixels } from '../../../electron/journey/resize/serve-pixels.ts';
import { picture } from '../../fixtures/fork-fragile-pixels.ts';

function serving(resize: (path: string) => Promise<ResizeResult>) {
  const said: unknown[] = [];
  let listener: (message: unknown) => void = () => undefined;
  const port = {
    send: (message: unknown) => void said.push(message),
    onMessage: (to: typeof listener) => {
      listener = to;
    },
  };
  servePixels(port, 'native', (request) => resize(request.path));
  return { said, ask: (id: number, name: string) => listener({ kind: 'resize', id, request: picture(name) }) };
}

test('it says that it is ready, then answers each question with its number', async () => {
  const result = { kind: 'without-renditions', details: {}, why: 'cannot-decode' } as const;
  const { said, ask } = serving(async (path) => {
    if (path.endsWith('gone.jpg')) throw failedSoon('file-missing', path);
    if (path.endsWith('bug.jpg')) throw new TypeError('nothing is not a function');
    return result;
  });
  ask(7, 'a.jpg');
  ask(8, 'gone.jpg');
  ask(9, 'bug.jpg');
  await vi.waitFor(() => expect(said).toHaveLength(4));
  expect(said).toMatchObject([
    { kind: 'ready', load: 'native' },
    { kind: 'done', id: 7, result },
    { kind: 'failed', id: 8, failure: { code: 'file-missing' } },
    { kind: 'broken', id: 9, message: expect.stringContaining('nothing is not a function') },
  ]);
});
