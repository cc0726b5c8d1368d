/** @file Has the built programs take `node:http` and `node:http2` without what they would never use; read by vite. */
import http from 'node:http';
import type { Plugin } from 'vite';

/**
 * An ES module's `import 'node:http'` reads every export of it once, and WebSocket, CloseEvent and MessageEvent are getters that
 * load undici: 40 ms of a start. What is not behind a getter is handed on by name; nothing here asks for the other three.
 */
function httpByName(): string {
  const names = Object.entries(Object.getOwnPropertyDescriptors(http))
    .filter(([, property]) => property.get === undefined)
    .map(([name]) => name);
  return `const http = process.getBuiltinModule('node:http');
export default http;
${names.map((name) => `export const ${name} = http.${name};`).join('\n')}`;
}

/** The AWS clients' handlers import it by its default, and only those of other services use it: 16 ms of a start. */
const http2WhenUsed = `const load = () => process.getBuiltinModule('node:http2');
const late = (read) => new Proxy({}, { get: (_, name) => read()[name] });
const constants = late(() => load().constants);
export default new Proxy({}, { get: (_, name) => (name === 'constants' ? constants : load()[name]) });`;

const inPlace = '\0alone:';

export const httpAlone: Plugin = {
  name: 'http-alone',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'desktop' || name === 'terminal',
  resolveId: (source) => (/^(node:)?http2?$/.test(source) ? inPlace + source.replace('node:', '') : null),
  load(id) {
    if (!id.startsWith(inPlace)) return null;
    return id === `${inPlace}http` ? httpByName() : http2WhenUsed;
  },
};
