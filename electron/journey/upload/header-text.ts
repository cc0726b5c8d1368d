/** @file Carries any text through an HTTP header of an object's metadata and back; pure. */

/** RFC 2047 section 2: an encoded word has at most 75 characters; 45 bytes are 60 of base64. */
const bytesPerWord = 45;
const encodedWord = /^=\?utf-8\?([bq])\?([^? ]*)\?=$/i;

/**
 * Plain ASCII stays as it is. Everything else becomes RFC 2047 encoded words, which is also how S3 hands out metadata that
 * others stored in UTF-8: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html. So are empty text
 * and spaces at the ends or in a row, which servers and the signature drop, and text that looks encoded already.
 */
export function toHeaderText(text: string): string {
  if (/^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(text) && !text.includes('=?')) return text;
  return words(text)
    .map((word) => `=?UTF-8?B?${Buffer.from(word, 'utf8').toString('base64')}?=`)
    .join(' ');
}

/** What was given to toHeaderText; text that is no encoded words comes back as it is. */
export function fromHeaderText(header: string): string {
  const found = header.split(/\s+/).map((word) => encodedWord.exec(word));
  const decoded: Buffer[] = [];
  for (const match of found) {
    const [, encoding, content] = match ?? [];
    if (encoding === undefined || content === undefined) return header;
    decoded.push(encoding.toLowerCase() === 'b' ? Buffer.from(content, 'base64') : quotedBytes(content));
  }
  return Buffer.concat(decoded).toString('utf8');
}

/** Cut between characters: a word must be readable alone. Empty text is one empty word. */
function words(text: string): readonly string[] {
  const cut: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > bytesPerWord) {
      cut.push(word);
      word = '';
    }
    word += character;
  }
  return [...cut, word];
}

/** RFC 2047 section 4.2. */
function quotedBytes(content: string): Buffer {
  const latin = content
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(latin, 'latin1');
}
