/** @file House rules of the window: what it imports, that its classes exist, and that its languages are complete. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { expect, test } from 'vitest';
import { english } from '../../renderer/words/english.ts';
import { german } from '../../renderer/words/german.ts';
import { imports, sources, textIfThere, textOf } from '../meta/source-tree.ts';

const own = sources.filter((path) => path.startsWith('renderer/'));
const packages = /^(react|react-dom|@base-ui\/react|@tanstack\/react-(query|virtual)|lucide-react)(\/|$)/;

test('it imports shared/, its own files and packages for windows only', () => {
  const strange = imports.filter(
    ({ from, to }) => from.startsWith('renderer/') && !/^(shared|renderer)\//.test(to) && !packages.test(to),
  );
  expect(strange.filter(({ from, to }) => !(from === 'renderer/bridge.ts' && to.startsWith('@orpc/')))).toEqual([]);
});

test('only the bridge knows how the engine is reached', () => {
  const knowing = own.filter((path) => /\bWebSocket\b|(?<!\.)\bfetch\(|\bpostMessage\b|@orpc\//.test(textOf(path)));
  expect(knowing).toEqual(['renderer/bridge.ts']);
});

test('every style sheet that is imported is there, and so is every class that is named', () => {
  const missing = own.flatMap((from) =>
    [...textOf(from).matchAll(/^import (\w+) from '(.+\.module\.css)';$/gm)].flatMap(([, binding, path = '']) => {
      const sheet = textIfThere(join(dirname(from), path)) ?? '';
      const named = [...textOf(from).matchAll(new RegExp(`(?<![./\\w])${binding}\\.(\\w+)`, 'g'))].map(
        ([, name]) => name ?? '',
      );
      return named.filter((name) => !new RegExp(`\\.${name}\\b`).test(sheet)).map((name) => `${from}: .${name}`);
    }),
  );
  expect(missing).toEqual([]);
});

test('layout has a start and an end, never a left and a right', () => {
  const sheets = [...new Set(imports.filter(({ to }) => to.endsWith('.css')).map(({ to }) => to))];
  expect(sheets.length).toBeGreaterThan(20);
  const sided = sheets.filter(
    (path) =>
      existsSync(join(process.cwd(), path)) && /[\s-](left|right)\s*:|text-align:\s*(left|right)/.test(textOf(path)),
  );
  expect(sided).toEqual([]);
});

test('German says something else than English wherever words stand', () => {
  const same = Object.entries(english).filter(
    ([name, value]) => typeof value === 'string' && value.includes(' ') && Reflect.get(german, name) === value,
  );
  expect(same).toEqual([]);
});

test('no word is forgotten: each is used somewhere', () => {
  const code = own
    .filter((path) => !path.startsWith('renderer/words/'))
    .map(textOf)
    .join('\n');
  const unused = Object.keys(english).filter((name) => !new RegExp(`\\b${name}\\b`).test(code));
  expect(unused).toEqual([]);
});
