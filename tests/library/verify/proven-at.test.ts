/** @file A verification notes of each image that it was proven, and of none that was not, also when it is interrupted. */
import { expect, test } from 'vitest';
import { verifyWorld } from './verify-world.ts';

const provenIn = (world: Awaited<ReturnType<typeof verifyWorld>>) =>
  world.ids.filter((imageId) => world.ledger.proofs.of({ profile: 'p', imageId }) !== null);

test('what is whole is noted, what lacks anything is not', async () => {
  const world = await verifyWorld();
  world.held.delete(world.thumb(world.ids[1]));
  await world.verify();
  expect(provenIn(world)).toEqual([world.ids[0], world.ids[2]]);
  await world.verify({ repair: true });
  await world.verify();
  expect(provenIn(world)).toEqual(world.ids);
});

test('what was proven before an interruption is noted, and the next notes the rest', async () => {
  const world = await verifyWorld({ pictures: 70 });
  const stop = new AbortController();
  const verifying = world.verify({}, stop.signal, ({ phase }) => {
    if (phase === 'images') stop.abort();
  });
  await expect(verifying).rejects.toThrow();
  expect(provenIn(world)).toEqual(world.ids.slice(0, 64));
  await world.verify();
  expect(provenIn(world)).toEqual(world.ids);
});
