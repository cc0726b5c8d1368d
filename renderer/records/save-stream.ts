/** @file Gathers a text that comes in pieces and hands it to the person as a file. */
import { saveText } from '../ui/save-text.ts';

/** Throws as the pieces do; nothing is saved then. `onBytes` is told how many letters have come. */
export async function saveStream(
  fileName: string,
  pieces: AsyncIterable<string>,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const all: string[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    all.push(piece);
    bytes += piece.length;
    onBytes(bytes);
  }
  saveText(fileName, all.join(''));
}
