/** @file A window's calls about its own cloud on a real engine: set-up, policy, cost with a budget that stops, clean-up. */
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { absolutePath } from '../../electron/foundation/paths.ts';
import type { CleanProgress, InventoryProgress } from '../../shared/clean-up.ts';
import type { Profile } from '../../shared/profile.ts';
import type { SetUpResult } from '../../shared/set-up.ts';
import { type ApiWorld, apiWorld, cloudForFile, writePicture } from './api-world.ts';

const { cloud, profile } = cloudForFile();

async function worldWith(more: Partial<Profile> = {}): Promise<ApiWorld> {
  const world = await apiWorld();
  const { accessKeyId, secretAccessKey } = cloud();
  await world.client.profiles.save({ profile: { ...profile(), ...more }, keys: { accessKeyId, secretAccessKey } });
  return world;
}

async function carryOne({ client, context, base }: ApiWorld, seed: number): Promise<void> {
  const path = join(base, `${seed}.jpg`);
  await writePicture(path, seed);
  const { token } = await context.drops.offer([absolutePath(path)]);
  await client.drops.carry({ token, profile: 'p' });
}

test('what is missing is previewed, then made step by step', async () => {
  const { client } = await worldWith({ bucket: 'made-by-window', table: 'made-by-window' });
  const before = await client.cloud.setup.preview({ profile: 'p' });
  expect(before.find(({ deed }) => deed === 'bucket')).toMatchObject({ state: 'missing', on: 'made-by-window' });
  const results: SetUpResult[] = [];
  for await (const result of await client.cloud.setup.apply({ profile: 'p' })) results.push(result);
  expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(results.find(({ step }) => step.deed === 'table')).toMatchObject({ outcome: 'made' });
  await expect(client.cloud.setup.preview({ profile: 'nobody' })).rejects.toMatchObject({ code: 'UNKNOWN' });
});

test('a policy is told without an account where there is none to ask', async () => {
  const { client } = await worldWith();
  const documents = await client.cloud.policy({ profile: 'p', request: { variant: 'upload-only' } });
  expect(documents).toMatchObject({ needsAccount: true, file: 'cloudroll-p-upload-only.json' });
});

test('a budget that is spent holds the profile, and raising it lets go on', async () => {
  const world = await worldWith();
  const { client } = world;
  await carryOne(world, 1);
  await world.stored(1);
  const prices = {
    currency: 'EUR',
    storedGb: 0,
    recordsGb: 0,
    writes: 1000,
    reads: 0,
    recordWrites: 0,
    recordReads: 0,
    outGb: 0,
  };
  const priced = await client.cloud.cost.setPrices({ profile: 'p', prices });
  expect(priced).toMatchObject({ pricesAreEdited: true, state: 'no-budget' });
  // Original, thumb and preview at one euro each, at least.
  expect(priced.cost).toBeGreaterThanOrEqual(3);
  expect(await client.cloud.cost.setBudget({ profile: 'p', budget: { amount: 1, stops: true } })).toMatchObject({
    state: 'spent',
  });

  await carryOne(world, 2);
  const held = () => client.issues({}).then((all) => all.find(({ kind }) => kind === 'profile'));
  await vi.waitFor(async () => expect(await held()).toMatchObject({ failure: { code: 'budget-spent' } }), {
    timeout: 20_000,
  });
  expect(await client.status({})).toMatchObject({ images: { stored: 1 } });

  await client.cloud.cost.setBudget({ profile: 'p', budget: { amount: 1000, stops: true } });
  await world.stored(2);
  expect(await held()).toBeUndefined();
  expect(world.errors).toEqual([]);
});

test('clean-up counts, refuses wrong words, and leaves nothing that the history still calls stored', async () => {
  const world = await worldWith({ bucket: 'cleaned-by-window', table: 'cleaned-by-window' });
  const { client } = world;
  for await (const _ of await client.cloud.setup.apply({ profile: 'p' }));
  await carryOne(world, 3);
  await world.stored(1);
  const counted: InventoryProgress[] = [];
  for await (const progress of await client.cloud.clean.inventory({ profile: 'p' })) counted.push(progress);
  expect(counted.at(-1)).toMatchObject({ inventory: { buckets: [{ objects: 3, others: 0 }], table: { records: 1 } } });
  const run = async (typed: string) => {
    const all: CleanProgress[] = [];
    const request = { profile: 'p', typed, deleteBuckets: ['cleaned-by-window'], deleteTable: 'confirm' };
    for await (const progress of await client.cloud.clean.run(request)) all.push(progress);
    return all.at(-1);
  };
  expect(await run('delete')).toMatchObject({ phase: 'refused', which: 'empty' });
  expect(await run('permanently delete')).toMatchObject({
    objects: 3,
    records: 1,
    bucketsGone: ['cleaned-by-window'],
    tableGone: true,
  });
  expect(await client.status({})).toMatchObject({ images: { stored: 0 }, held: [] });
  expect(world.errors).toEqual([]);
});
