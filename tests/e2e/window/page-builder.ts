/** @file Builds the page into the folder of its first argument; a process of its own, since vitest changes what it loads. */
import { fileURLToPath } from 'node:url';
import { createBuilder } from 'vite';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const [folder = ''] = process.argv.slice(2);

const builder = await createBuilder({
  configFile: `${root}vite.config.ts`,
  mode: 'production',
  logLevel: 'warn',
  environments: { client: { build: { outDir: folder } } },
});
const client = builder.environments['client'];
if (client === undefined) throw new Error('The configuration has no client');
await builder.build(client);
