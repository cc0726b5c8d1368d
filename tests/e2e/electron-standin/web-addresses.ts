/** @file How Chromium calls addresses of the app's schemes, and back; for the stand-in's main process and its launcher. */

export function fromWeb(url: string): string {
  return url.replace(
    /^https:\/\/([^/?#]*)\.([a-z][\w+-]*)\.invalid/i,
    (_, host: string, scheme: string) => `${scheme}://${host}`,
  );
}

/** By which Chromium asks about every address of the scheme, as it calls it and as the app writes it; and about few others. */
export function patternsOf(scheme: string): { urlPattern: string }[] {
  return [{ urlPattern: `https://*.${scheme}.invalid/*` }, { urlPattern: `${scheme}:*` }];
}

/** Without its colon. */
export function schemeOf(url: string): string {
  return new URL(url).protocol.replace(':', '');
}
