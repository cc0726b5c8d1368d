/** @file What the cloud must hold, the real things it is compared with, and the comparison; for the model-based tests. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ImageId } from '../../shared/image.ts';
import { type FaultyProxy, faultyProxy } from '../fixtures/faulty-proxy.ts';
import { type CloudUnderTest, cloudUnderTest, expectSound, type Servers } from './cloud-under-test.ts';
import { type RunningEngine, startEngine } from './engine-world.ts';

export const folders: readonly string[] = ['', 'a', 'b', 'b/c'];

/**
 * Contents by their SHA-256. At rest the cloud holds, each once and with its record, all of `files` (what is on the disk)
 * and still all of `kept` (what once was stored), and nothing that was not at some time on the disk (`ever`). An object
 * may lack its record only when the file was deleted while it was on its way: it never was *stored*, and `verify` finds it.
 */
export type Model = {
  files: Map<string, string>;
  readonly kept: Set<string>;
  readonly ever: Set<string>;
  isPlugged: boolean;
  isOnline: boolean;
};

export type Reality = {
  readonly root: string;
  readonly cloud: CloudUnderTest;
  readonly lines: readonly FaultyProxy[];
  readonly start: () => Promise<RunningEngine>;
  readonly picture: Buffer;
  running: RunningEngine;
  written: number;
};

export function newModel(): Model {
  return { files: new Map(), kept: new Set(), ever: new Set(), isPlugged: true, isOnline: true };
}

export async function newReality(base: string, servers: Servers, picture: Buffer): Promise<Reality> {
  const place = mkdtempSync(join(base, 'run-'));
  const root = join(place, 'photos');
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
  const cloud = await cloudUnderTest(servers, { renditions: [] });
  const s3 = await faultyProxy(servers.s3Endpoint);
  const dynamo = await faultyProxy(servers.dynamodbEndpoint);
  const profile = { ...cloud.profile, s3Endpoint: s3.endpoint, dynamodbEndpoint: dynamo.endpoint };
  const home = join(place, 'home');
  const start = () => startEngine({ home, folder: root, profile, servers, hints: true });
  return { root, cloud, lines: [s3, dynamo], start, picture, running: await start(), written: 0 };
}

export async function endReality({ running, lines, cloud, root }: Reality): Promise<void> {
  await running.close();
  for (const line of lines) await line.close();
  cloud.close();
  rmSync(join(root, '..'), { recursive: true, force: true });
}

/** Of the engine that runs: everything that can be done by itself is done, then servers and model are compared. */
export async function restAndCompare(model: Model, { running, cloud }: Reality): Promise<void> {
  expect(await running.scanAndSettle()).toBe(true);
  const contents = await cloud.contents();
  expectSound(contents);
  const held = [...contents.objects.values()].map(({ sha256 }) => sha256);
  const recorded = contents.records.map((record) => record.image_id);
  expect(new Set(held).size, 'each once').toBe(held.length);
  const present = new Set(model.files.values());
  const missing = [...new Set([...present, ...model.kept])].filter((hash) => !recorded.includes(ImageId.parse(hash)));
  expect(missing, 'on the disk or once stored, and not in the cloud').toEqual([]);
  expect(
    held.filter((hash) => !model.ever.has(hash)),
    'in the cloud, and never on the disk',
  ).toEqual([]);
  expect(contents.openUploads).toEqual([]);
  expect(running.errors).toEqual([]);
  const { waiting, blocked, uploading, hashed, confirmed } = running.engine.ledger.journeys.counts(null);
  expect({ waiting, blocked, uploading, hashed, confirmed }).toEqual({
    waiting: 0,
    blocked: 0,
    uploading: 0,
    hashed: 0,
    confirmed: 0,
  });
  for (const hash of recorded) model.kept.add(hash);
}
