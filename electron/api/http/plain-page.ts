/** @file What a browser sees where the window was not built: enough to exchange the token and to find the API's page. */
import type { StaticFile } from './static-files.ts';

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Cloudroll</title>
<script type="module" src="/plain.js"></script>
<h1>Cloudroll</h1>
<p id="state">Opening…</p>
<p><a href="/api">What can be asked</a></p>
</html>
`;

const script = `const token = new URLSearchParams(location.hash.slice(1)).get('token');
history.replaceState(null, '', location.pathname);
if (token !== null) {
  await fetch('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) });
}
const answer = await fetch('/api/status');
document.getElementById('state').textContent = answer.ok
  ? 'Cloudroll runs; its window was not built. Run npm run build.'
  : 'This address was used already. Start cloudroll serve again for a new one.';
`;

export const plainPage: Readonly<Record<string, StaticFile>> = {
  '/index.html': { type: 'text/html; charset=utf-8', cache: 'no-cache', read: async () => page },
  '/plain.js': { type: 'text/javascript; charset=utf-8', cache: 'no-cache', read: async () => script },
};
