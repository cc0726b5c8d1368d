/** @file Takes the bytes of an .env file that a browser sends, and answers a token for it; never written to the disk. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { largestEnvFile } from '../../cloud/env-file.ts';
import type { EnvDesk } from '../env-desk.ts';
import { endWith } from './end-with.ts';

export async function receiveEnvFile(desk: EnvDesk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    const bytes = Buffer.from(piece);
    size += bytes.byteLength;
    if (size > largestEnvFile) return endWith(response, 413);
    pieces.push(bytes);
  }
  const token = desk.take(Buffer.concat(pieces).toString('utf8'));
  endWith(response, 200, JSON.stringify({ token }), 'application/json');
}
