/**
 * @file Adds to package-lock.json the optional packages of other systems that the registry in use did not offer, so that
 * `npm ci` accepts the lock everywhere (npm/cli#4828); run by hand after `npm install`, told so by tests/meta/lock.test.ts.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32'];

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const added = [];
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    if (Object.keys(lock.packages).some((path) => path.endsWith(place))) continue;
    if (!/^\d+\.\d+\.\d+/.test(version))
      throw new Error(`${name} is wanted as ${version}: no exact version to write down`);
    const words = name.split(/[/-]/);
    const os = systems.filter((system) => words.includes(system));
    const cpu = processors.filter((processor) => words.includes(processor));
    if (os.length === 0 || cpu.length === 0) throw new Error(`${name} does not say which system it is for`);
    // No `integrity`: this registry does not offer the package, so nobody here has seen its bytes.
    const libc = words.some((word) => word.startsWith('musl'))
      ? ['musl']
      : words.some((word) => word.startsWith('gnu'))
        ? ['glibc']
        : [];
    lock.packages[place] = {
      version,
      cpu,
      ...(entry.dev ? { dev: true } : {}),
      ...(libc.length > 0 ? { libc } : {}),
      optional: true,
      os,
    };
    added.push(name);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
if (added.length > 0) writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added.length} added to package-lock.json${added.length > 0 ? `: ${added.join(', ')}` : ''}`);
