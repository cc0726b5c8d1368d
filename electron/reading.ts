/** @file Entry of the reading thread: reads and hashes small files, one after the other, for as long as it is asked. */
import { parentPort } from 'node:worker_threads';
import type { ReadAnswer, ReadOrder } from './journey/hash/read-order.ts';
import { readWhole } from './journey/hash/read-whole.ts';

parentPort?.on('message', ({ id, path, expected, memory }: ReadOrder) => {
  const answer: ReadAnswer = { id, result: readWhole(path, expected, memory) };
  parentPort?.postMessage(answer, answer.result.kind === 'read' ? [answer.result.bytes.buffer] : []);
});
