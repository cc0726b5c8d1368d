/** @file Has the built programs take `node:http` without the whole of Node's fetch, which its ES module loads; read by vite. */
import http from 'node:http';
import type { Plugin } from 'vite';

const inPlace = '\0http-alone';

/**
 * An ES module's `import 'node:http'` reads every export of it once, and WebSocket, CloseEvent and MessageEvent are getters that
 * load undici: 40 ms of a start. What is not behind a getter is handed on by name; nothing here asks for the other three.
 */
export const httpAlone: Plugin = {
  name: 'http-alone',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'desktop' || name === 'terminal',
  resolveId: (source) => (source === 'node:http' || source === 'http' ? inPlace : null),
  load(id) {
    if (id !== inPlace) return null;
    const names = Object.entries(Object.getOwnPropertyDescriptors(http))
      .filter(([, property]) => property.get === undefined)
      .map(([name]) => name);
    return `const http = process.getBuiltinModule('node:http');
export default http;
${names.map((name) => `export const ${name} = http.${name};`).join('\n')}`;
  },
};
