/** @file The addresses of our own pages and pictures, and which others may leave the app; decides, does nothing. */

export const pageScheme = 'app';
export const pictureScheme = 'thumb';
export const pageHost = 'bundle';
export const pageOrigin = `${pageScheme}://${pageHost}`;

/** Compares scheme and host as a whole, never the beginning of the text. */
export function isOurPage(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${pageScheme}:` && url.host === pageHost;
}

/** What may be handed to the system's browser or mail program: nothing that could run or open something here. */
export function mayLeave(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'mailto:') &&
    url.username === '' &&
    url.password === ''
  );
}

/**
 * The page's policy: no script and no style but the app's own files, no picture from the web; thumbnails have their scheme.
 */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  `img-src 'self' ${pictureScheme}: data: blob:`,
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');
