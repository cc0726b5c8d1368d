/** @file First thing in the stand-in's main process: makes `electron` a module here, runs the app's entry, declares it ready. */
import Module, { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { app } from './app.ts';
import { electron } from './module.ts';
import { tellLauncher } from './surroundings.ts';

// For this process alone: see the file `electron`.
delete process.env['NODE_COMPILE_CACHE'];

const names = /^electron(\/(main|common|renderer|utility))?$/;
const address = 'standin:electron';

// Its own record of declarations: `import { app } from 'electron'` needs the names before it runs.
Reflect.set(globalThis, '__standinElectron', electron);
registerHooks({
  resolve: (specifier, context, next) =>
    names.test(specifier) ? { url: address, format: 'module', shortCircuit: true } : next(specifier, context),
  load: (url, context, next) => {
    if (url !== address) return next(url, context);
    const exported = Object.keys(electron).filter((name) => name !== '__standin');
    const source = `const all = globalThis.__standinElectron; export default all; export const { ${exported.join(', ')} } = all;`;
    return { format: 'module', source, shortCircuit: true };
  },
});
// The inspector's own `require`, through which Playwright asks, knows no hooks.
type Load = (request: string, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };
const load = loader._load;
loader._load = (request, ...rest) => (names.test(request) ? electron : Reflect.apply(load, loader, [request, ...rest]));

const words = process.argv.slice(2);
Object.assign(process.versions, { electron: '45.4.1', chrome: '156.0.8078.79' });
const packedApp = process.env['ELECTRON_STANDIN_APP'];
Object.assign(process, { type: 'browser', resourcesPath: process.env['ELECTRON_STANDIN_PACKED'] ?? process.cwd() });
process.argv = [process.env['ELECTRON_STANDIN'] ?? process.execPath, ...words];
Object.defineProperty(process, 'execPath', { value: process.env['ELECTRON_STANDIN'] ?? process.execPath });
for (const word of words) {
  const [, name = '', value = ''] = /^--([\w-]+)(?:=(.*))?$/.exec(word) ?? [];
  if (name !== '') app.switches.set(name, value);
  if (name === 'user-data-dir') app.setPath('userData', value);
}

const entry = app.load(packedApp === undefined ? words : [packedApp]);
tellLauncher('loaded');
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => app.quit());
await import(pathToFileURL(entry).href);
if (!app.isQuitting) app.becomeReady();
