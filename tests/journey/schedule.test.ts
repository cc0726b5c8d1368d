/** @file What the schedule carries, and when it is done; a real ledger and real files, clouds in memory. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { silentLog } from '../../electron/foundation/log.ts';
import { memoryObjectStore } from '../fakes/memory-object-store.ts';
import { bucket, journeyWorld, picture, userId } from './journey-world.ts';

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('what settles is stored byte for byte, and has a record', async () => {
  const world = journeyWorld({ files: { 'a.bmp': picture(1), 'deep/b.bmp': picture(2) } });
  expect(await world.scan()).toEqual({ seen: expect.arrayContaining(['a.bmp', 'deep/b.bmp']), gone: [] });
  await world.carry();
  for (const bytes of [picture(1), picture(2)]) {
    const key = `originals/${hash(bytes)}.bmp`;
    expect(world.objects.objects(bucket).get(key)?.bytes).toEqual(bytes);
    expect(world.records.records(userId).get(hash(bytes))?.original_key).toBe(key);
  }
  expect(world.ledger.journeys.counts(null)).toMatchObject({ stored: 2, hashed: 0 });
  expect(await world.scan()).toEqual({ seen: [], gone: [] });
});

test('after a stop there is nothing to wait for', async () => {
  const world = journeyWorld({ files: { 'a.bmp': picture(1) } });
  await world.schedule.stop();
  await world.schedule.idle();
  expect(world.ledger.journeys.counts(null).stored).toBe(0);
});

test.each(['read', 'resize'] as const)(
  'a fault of ours while one file is %s costs the others nothing',
  async (step) => {
    const logged: string[] = [];
    const isBad = (path: string): boolean => path.endsWith('bad.bmp');
    const world = journeyWorld({
      files: { 'a.bmp': picture(1), 'bad.bmp': picture(2), 'c.bmp': picture(3) },
      log: { ...silentLog, error: (message) => void logged.push(message) },
      alter: (parts) => ({
        ...parts,
        read: async (path, ...rest) => {
          if (step === 'read' && isBad(path)) throw new TypeError('a fault');
          return parts.read(path, ...rest);
        },
        resizer: {
          ...parts.resizer,
          resize: async (request, signal) => {
            if (step === 'resize' && isBad(request.path)) throw new TypeError('a fault');
            return parts.resizer.resize(request, signal);
          },
        },
      }),
    });
    await world.scan();
    await world.carry();
    expect(world.ledger.journeys.counts(null).stored).toBe(2);
    expect(logged).toHaveLength(1);
    const held = [...world.ledger.files.waitings(9), ...world.ledger.journeys.held(9)];
    expect(held.map((one) => one.failure?.code)).toEqual(['unexpected']);
  },
);

test('two copies that arrive at once are one image, sent once, and both files are its', async () => {
  const puts: string[] = [];
  const objects = memoryObjectStore({
    buckets: [bucket],
    before: (call, subject) => {
      if (call === 'put') puts.push(subject);
    },
  });
  const world = journeyWorld({
    files: { 'a.bmp': picture(1), 'b.bmp': picture(1), 'deep/c.bmp': picture(1) },
    objects,
  });
  await world.scan();
  await world.carry();
  expect(puts).toHaveLength(1);
  expect(world.ledger.journeys.counts(null)).toMatchObject({ stored: 1 });
  expect(world.ledger.files.counts().hashed).toBe(3);
});
