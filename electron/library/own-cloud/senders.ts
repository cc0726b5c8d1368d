/** @file Asks each original of a bucket who sent it, so that what other users have there stays; main and terminal. */
import { Failed } from '../../foundation/failed.ts';
import { everyVersion, type HeldVersion, senderOf } from '../../journey/upload/s3-emptying.ts';
import { type Patience, patiently } from '../verify/patiently.ts';
import type { Belongings } from './belongings.ts';
import type { OwnCloud } from './own-cloud.ts';

const atOnce = 16;

/**
 * Afterwards `ours` knows which images other users sent. Each is asked once, however often this is called; yields as it goes.
 * An earlier version that may not be asked stays. Throws Failed as the store answers.
 */
export async function* noteSenders(
  cloud: OwnCloud,
  ours: Belongings,
  bucket: string,
  signal: AbortSignal,
): AsyncGenerator<void> {
  let batch: HeldVersion[] = [];
  const ask = async (): Promise<void> => {
    const some = batch;
    batch = [];
    await Promise.all(some.map((version) => askOne(cloud, ours, { bucket, version }, signal)));
  };
  for await (const version of everyVersion(cloud.s3, bucket, signal)) {
    yield;
    if (version.kind === 'marker' || !ours.askSender(bucket, version.key)) continue;
    batch.push(version);
    if (batch.length === atOnce) await ask();
  }
  await ask();
}

async function askOne(
  { s3, profile, clock }: OwnCloud,
  ours: Belongings,
  { bucket, version }: { readonly bucket: string; readonly version: HeldVersion },
  signal: AbortSignal,
): Promise<void> {
  const patience: Patience = { clock, random: () => 1 };
  try {
    const sender = await patiently(patience, signal, () => senderOf(s3, bucket, version, signal));
    if (sender !== null && sender !== profile.userId) ours.noteOtherSender(bucket, version.key);
  } catch (error) {
    const isUntold = error instanceof Failed && error.failure.code === 'denied' && version.kind === 'version';
    if (!isUntold) throw error;
    ours.noteOtherSender(bucket, version.key);
  }
}
