/** @file Lets one call of the way meet one fault, and compares what the servers hold with the folder. */
import { expect } from 'vitest';
import type { Fault, Which } from '../fixtures/faulty-proxy.ts';
import { expectExactly } from './cloud-under-test.ts';
import type { EngineBehindProxies } from './engine-behind-proxies.ts';
import { largePicture, smallPicture, writeBelow } from './sample-folder.ts';

export const calls = {
  'put an object': { method: 'PUT', path: /x-id=PutObject/ },
  'send a part': { method: 'PUT', path: /x-id=UploadPart/ },
  'complete parts': { method: 'POST', path: /uploadId=/ },
  'begin parts': { method: 'POST', path: /\?uploads/ },
  'write a record': { operation: 'PutItem' },
} as const satisfies Record<string, Which>;
export type Call = keyof typeof calls;

/** Of a file in three parts eight calls are the least; each trouble costs a round of questions more. */
const mostRequests = 10;
const mostPerTrouble = 8;

/** The call meets the fault, and yet the image ends stored, once, whole, after few requests. */
export async function survives(
  { cloud, s3, dynamo, folder, start }: EngineBehindProxies,
  call: Call,
  nth: readonly number[],
  fault: Fault,
): Promise<void> {
  const image = call === 'put an object' || call === 'write a record' ? await smallPicture(5) : largePicture(7);
  writeBelow(folder, 'one.heic', image);
  const proxy = call === 'write a record' ? dynamo : s3;
  proxy.fail({ ...calls[call], nth }, fault);
  const timeouts = { connect: 2_000, idle: 1_500, answer: 3_000 };
  const { scanAndSettle, engine, errors } = await start(fault.kind === 'stall' ? { timeouts } : {});
  await scanAndSettle();

  const contents = await cloud.contents();
  // An upload in parts whose name was lost with the answer can only be found by asking the store: `verify` does.
  const isNameLost = call === 'begin parts' && (fault.kind === 'lose-answer' || fault.kind === 'cut-answer');
  expect(contents.openUploads.length).toBe(isNameLost ? nth.length : 0);
  expectExactly({ ...contents, openUploads: [] }, [image]);
  expect(engine.ledger.journeys.counts(null)).toMatchObject({ stored: 1, waiting: 0, blocked: 0, failed: 0 });
  expect([engine.ledger.holds.all(), engine.ledger.uploads.all(), errors]).toEqual([[], [], []]);
  expect(proxy.count(calls[call])).toBeGreaterThan(0);
  expect(s3.requests.length + dynamo.requests.length).toBeLessThan(mostRequests + nth.length * mostPerTrouble);
}
