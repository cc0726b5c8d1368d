/** @file Tells an SVG from HTML and other markup by its first element; pure. */

/** What may stand before the first element: white space, the XML declaration, comments, a document type for svg. */
const preamble = /^(?:\s+|<\?[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE\s+(?:\w+:)?svg\b[^[>]*(?:\[[^\]]*\]\s*)?>)/i;
const firstElement = /^<(?:[A-Za-z_][\w.-]*:)?svg[\s/>]/;

/** False when the preamble is longer than `head`. */
export function isSvg(head: Uint8Array): boolean {
  let text = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  for (let before = preamble.exec(text); before !== null; before = preamble.exec(text)) {
    text = text.slice(before[0].length);
  }
  return firstElement.test(text);
}
