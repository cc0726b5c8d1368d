/**
 * @file Takes the framing off a body sent as aws-chunked with trailers, so that framing is never stored.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
import { S3Refusal } from './s3-refusal.ts';

/** More than any size line or trailer that a client sends. */
const longestLine = 8192;

/** Yields the content. `trailers` holds the trailing headers, names in lower case, once the last byte was yielded. */
export async function* unframed(
  body: AsyncIterable<Uint8Array>,
  trailers: Map<string, string>,
): AsyncGenerator<Uint8Array> {
  const frames = frameReader(body);
  for (;;) {
    const line = await frames.line();
    const size = /^([0-9a-f]{1,8})(?:;.*)?$/i.exec(line)?.[1];
    if (size === undefined) throw new S3Refusal('InvalidRequest', { message: 'The chunk size is not a number.' });
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    yield* frames.bytes(length);
    if ((await frames.line()) !== '') throw new S3Refusal('IncompleteBody');
  }
  for (let line = await frames.line(); line !== ''; line = await frames.line()) {
    const [name, value] = line.split(/:(.*)/s);
    if (!name || value === undefined) throw new S3Refusal('MalformedTrailerError');
    trailers.set(name.trim().toLowerCase(), value.trim());
  }
  await frames.end();
}

function frameReader(body: AsyncIterable<Uint8Array>) {
  const source = body[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);

  async function more(): Promise<boolean> {
    const next = await source.next();
    if (next.done === true) return false;
    const bytes = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    return true;
  }

  return {
    /** Up to the next CRLF, without it. */
    line: async (): Promise<string> => {
      for (;;) {
        const end = rest.indexOf('\r\n');
        if (end !== -1) {
          const line = rest.toString('latin1', 0, end);
          rest = rest.subarray(end + 2);
          return line;
        }
        if (rest.length > longestLine || !(await more())) throw new S3Refusal('IncompleteBody');
      }
    },
    bytes: async function* (length: number): AsyncGenerator<Uint8Array> {
      let left = length;
      while (left > 0) {
        if (rest.length === 0 && !(await more())) throw new S3Refusal('IncompleteBody');
        const piece = rest.subarray(0, left);
        rest = rest.subarray(piece.length);
        left -= piece.length;
        if (piece.length > 0) yield piece;
      }
    },
    end: async (): Promise<void> => {
      if (rest.length > 0 || (await more())) throw new S3Refusal('MalformedTrailerError');
    },
  };
}
