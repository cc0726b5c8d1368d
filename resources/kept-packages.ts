/** @file Which packages stay packages when the rest is bundled; for the build (vite.config.ts) and for packing (pack.mjs). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** They bring native code, or look for files beside themselves. */
export const keptPackages: readonly string[] = ['sharp', 'keytar', 'dynalite', 'trash'];

/** sharp's last engine, which it does not name itself. */
const besides = ['@img/sharp-wasm32'];

const Needs = z.record(z.string(), z.string()).default({});
const Lock = z.object({
  packages: z.record(z.string(), z.object({ dependencies: Needs, optionalDependencies: Needs })),
});
type Packages = z.infer<typeof Lock>['packages'];

/** Names below node_modules of these and of all that they need, by the lock; a scope instead of the packages in it. */
export function keptWithTheirNeeds(root: string): string[] {
  const { packages } = Lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const found = new Set<string>();
  const waiting = [...keptPackages, ...besides].map((name) => `node_modules/${name}`);
  for (const place of waiting) {
    const entry = packages[place];
    if (found.has(place) || entry === undefined) continue;
    found.add(place);
    const needed = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies });
    waiting.push(...needed.map((name) => placeOf(packages, place, name)));
  }
  // One that lies inside of another's folder may be packed beside it.
  const names = [...found].flatMap((place) =>
    [...place.matchAll(/node_modules\/([^/]+)/g)].map(([, name = '']) => name),
  );
  return [...new Set(names)].sort();
}

/** Where Node finds it: beside whoever needs it, else further up. */
function placeOf(packages: Packages, from: string, name: string): string {
  for (let folder = from; folder !== ''; folder = folder.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    if (packages[`${folder}/node_modules/${name}`] !== undefined) return `${folder}/node_modules/${name}`;
  }
  return `node_modules/${name}`;
}
