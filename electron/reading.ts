/** @file Entry of the reading thread: reads and hashes small files, one after the other, for as long as it is asked. */
import { parentPort } from 'node:worker_threads';
import { ReadOrder } from './journey/hash/read-in-thread.ts';
import { type ReadWhole, readWhole } from './journey/hash/read-whole.ts';

parentPort?.on('message', (message: unknown) => {
  const { id, path, expected, memory } = ReadOrder.parse(message);
  const result: ReadWhole = readWhole(path, expected, memory);
  parentPort?.postMessage({ id, result }, result.kind === 'read' ? [result.bytes.buffer] : []);
});
