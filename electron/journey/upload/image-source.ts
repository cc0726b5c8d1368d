/** @file Where the bytes of an image come from while it is sent; handed to the upload stage by the journey. */

/** Either whole in memory, or read part by part from the file, which is checked to be the one that was hashed. */
export type ImageSource =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | {
      readonly kind: 'parts';
      /** Bytes. */
      readonly size: number;
      /**
       * Exactly `length` bytes from `offset`. Throws Failed `file-changed` or `file-missing` when the file is no longer
       * the one that was hashed. One read at a time.
       */
      readonly read: (offset: number, length: number, signal: AbortSignal) => Promise<Buffer>;
    };

export function sourceSize(source: ImageSource): number {
  return source.kind === 'whole' ? source.bytes.byteLength : source.size;
}
