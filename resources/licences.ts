/** @file Gathers the licences of every package that is shipped into one text; run by the build of the page. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Bundled into the page, and therefore development's for npm; Electron comes with the app. */
const bundled = [
  'react',
  'react-dom',
  '@base-ui/react',
  '@tanstack/react-query',
  '@tanstack/react-virtual',
  '@orpc/client',
  'lucide-react',
  'electron',
];

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      name: z.string().optional(),
      version: z.string().optional(),
      license: z.string().default('no licence named'),
      dev: z.boolean().default(false),
      dependencies: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

/** By licence text, the packages that carry it; those without a text of their own are named with what they say of themselves. */
export function gatherLicences(root: string): string {
  const { packages } = Lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const shipped = new Set(Object.keys(packages).filter((path) => path !== '' && packages[path]?.dev === false));
  const waiting = bundled.map((name) => `node_modules/${name}`);
  for (const path of waiting) {
    const found = packages[path];
    if (found === undefined || shipped.has(path)) continue;
    shipped.add(path);
    // Electron's own dependencies only fetch its binary.
    if (path === 'node_modules/electron') continue;
    waiting.push(...Object.keys(found.dependencies).map((name) => `node_modules/${name}`));
  }
  const byText = new Map<string, Set<string>>();
  for (const path of [...shipped].sort()) {
    const found = packages[path];
    const folder = join(root, path);
    if (found === undefined || !existsSync(folder)) continue;
    const text = licenceText(folder) ?? `Licence: ${found.license}`;
    const name = found.name ?? path.replace(/^.*node_modules\//, '');
    const titles = byText.get(text) ?? new Set();
    byText.set(text, titles.add(`${name} ${found.version} (${found.license})`));
  }
  const own = readFileSync(join(root, 'LICENSE'), 'utf8').trim();
  const parts = [...byText].map(([text, titles]) => `${[...titles].join('\n')}\n\n${text}`);
  return [`Cloudroll\n\n${own}`, ...parts].join(`\n\n${'─'.repeat(60)}\n\n`);
}

function licenceText(folder: string): string | null {
  const name = readdirSync(folder).find((file) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(file));
  return name === undefined ? null : readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim();
}
