/** @file What whoever is asked for a photo gets: a page that sends one file from a browser, or a line for a terminal; pure. */
import type { NewRequest } from '../../../shared/photo-request.ts';

export type Sending = Pick<NewRequest, 'label' | 'contentType' | 'size'> & {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since 1970 UTC. */
  readonly expiresAt: number;
};

/** `FILE` stands for the file. Its length is said by curl itself. */
export function curlLine({ url, headers }: Sending): string {
  const said = Object.entries(headers).filter(([name]) => name !== 'content-length');
  const options = said.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  return ['curl --fail --upload-file FILE', ...options, quoted(url)].join(' ');
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Whole in itself: it loads nothing and tells nobody but the bucket. */
export function requestPage(sending: Sending): string {
  const { label, contentType, size, expiresAt } = sending;
  const { 'content-length': _, ...headers } = sending.headers;
  const facts = { url: sending.url, headers, size };
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src ${escaped(new URL(sending.url).origin)}">
<title>${escaped(label)}</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 32rem; margin: 4rem auto; padding: 0 1rem }
</style>
<h1>${escaped(label)}</h1>
<p>Somebody asks you for a picture. Choose one file (${escaped(contentType)}); it can be sent once, until <time>${new Date(expiresAt).toUTCString()}</time>.</p>
<p><label>File <input id="file" type="file" accept="${escaped(contentType)}"></label></p>
<p id="state" role="status"></p>
<script>
const facts = ${scriptJson(facts)};
const file = document.getElementById('file');
const state = document.getElementById('state');
const say = (text) => { state.textContent = text; };
file.addEventListener('change', async () => {
  const chosen = file.files[0];
  if (!chosen) return;
  const fits = facts.size.kind === 'exact' ? chosen.size === facts.size.bytes : chosen.size <= facts.size.bytes;
  if (!fits) return say('This file has ' + chosen.size + ' bytes; ' + (facts.size.kind === 'exact' ? 'exactly ' : 'at most ') + facts.size.bytes + ' are asked for.');
  file.disabled = true;
  say('Sending …');
  try {
    const answer = await fetch(facts.url, { method: 'PUT', headers: facts.headers, body: chosen });
    if (answer.ok) return say('Thank you: it has arrived. You can close this page.');
    say(answer.status === 412 ? 'A file was sent already.' : answer.status === 403 ? 'The time for this is over, or it is not the type that was asked for.' : 'It did not arrive (' + answer.status + '). Try again.');
  } catch {
    say('It could not be sent. Check your connection, then try again.');
  }
  file.disabled = false;
});
</script>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}

/** A script ends at `</script` whatever stands around it, so there is no `<` in it. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
