/** @file Names that every system takes, whatever a record says: no way out of the folder, no device, no surprise; pure. */

/** Bytes of UTF-8. File systems take 255; what is added to tell two apart, and while a file is being written, needs some. */
const longestName = 180;

/** What Windows keeps for itself, with any ending. learn.microsoft.com/windows/win32/fileio/naming-a-file */
const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\..*)?$/i;

/** Not in a name somewhere, or not seen in it: control characters, marks that turn writing around, what separates paths. */
const unfit = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff<>:"/\\|?*]/gu;

/** Never empty, never '.' or '..', never hidden, the ending kept where there is room. The same name again gives the same. */
export function safeName(name: string): string {
  const plain = name.toWellFormed().replaceAll(unfit, '_');
  const trimmed = plain.replace(/^\s+/u, '').replace(/[\s.]+$/u, '');
  const named = trimmed === '' ? '_' : trimmed;
  // With a dot in front it would be hidden, and seem not to have come back.
  const own = device.test(named) || named.startsWith('.') ? `_${named}` : named;
  return shortened(own);
}

/** "name (2).jpg": beside other content of the same name. */
export function numbered(name: string, number: number): string {
  const { stem, ending } = parted(name);
  return number === 1 ? name : `${stem} (${number})${ending}`;
}

/** A short ending of letters and digits; '.jpg' alone has none. */
export function parted(name: string): { readonly stem: string; readonly ending: string } {
  const ending = /(?<=.)\.[A-Za-z0-9]{1,10}$/u.exec(name)?.[0] ?? '';
  return { stem: name.slice(0, name.length - ending.length), ending };
}

/** Never half a letter. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= longestName) return name;
  const { stem, ending } = parted(name);
  const room = longestName - Buffer.byteLength(ending);
  let kept = '';
  for (const letter of stem) {
    if (Buffer.byteLength(kept + letter) > room) break;
    kept += letter;
  }
  return kept.replace(/[\s.]+$/u, '') + ending;
}
