/** @file The import rule of electron/README.md, executable: reads every import and names the sentence that it breaks. */
import { expect, test } from 'vitest';
import { type Import, imports, sources } from './source-tree.ts';

/** Lowest first. Inside electron/ an import may stay level or go down, never up. */
const layers: readonly (readonly [name: string, files: RegExp])[] = [
  ['foundation', /^electron\/foundation\//],
  ['cloud, ledger, secrets', /^electron\/(cloud|ledger|secrets)\//],
  ['stages', /^electron\/journey\/[\w-]+\//],
  ['journey and library', /^electron\/(journey\/[\w-]+\.ts$|library\/)/],
  ['the engine, built of the parts below for whoever runs it', /^electron\/(engine|clouds|open-cloud|open-table)\.ts$/],
  ['desktop, terminal, api', /^electron\/(desktop|terminal|api)\//],
  ['entries', /^electron\/[\w-]+\.ts$/],
];

/** Each vendor is imported only in files that bear its name. */
const vendors: readonly (readonly [vendor: RegExp, home: RegExp])[] = [
  [/^electron(\/|$)/, /^electron\/(main|preload)\.ts$|^electron\/desktop\//],
  [/^chokidar$/, /\/chokidar-[\w-]+\.ts$/],
  [/^sharp$/, /\/sharp-[\w-]+\.ts$/],
  [/^@aws-sdk\/(client-s3|s3-request-presigner)$/, /\/s3-[\w-]+\.ts$/],
  [/^@aws-sdk\/(client|lib|util)-dynamodb$/, /\/dynamo-[\w-]+\.ts$/],
  [/^@aws-sdk\/client-sts$/, /\/sts-[\w-]+\.ts$/],
  [/^@aws-sdk\/credential-provider/, /\/aws-[\w-]+\.ts$/],
  [/^@smithy\//, /\/(smithy|s3|dynamo|aws)-[\w-]+\.ts$/],
  [/^ws$/, /\/ws-[\w-]+\.ts$/],
  [/^keytar$/, /\/keytar-[\w-]+\.ts$/],
  [/^@aws-sdk\/client-cloudwatch$/, /\/cloudwatch-[\w-]+\.ts$/],
  [/^csv-/, /\/csv-[\w-]+\.ts$/],
  [/^trash$/, /\/trash-[\w-]+\.ts$/],
  [/^dynalite$/, /\/dynalite-[\w-]+\.ts$/],
];

const sharedMay = /^(zod|@orpc\/contract)$/;

const layerOf = (path: string) => layers.findIndex(([, files]) => files.test(path));
const stageOf = (path: string) => /^electron\/journey\/([\w-]+)\//.exec(path)?.[1];
const topOf = (path: string) => path.split('/')[0];
const isOurs = (path: string) => /^(shared|electron|renderer|tests)\//.test(path) && /\.tsx?$/.test(path);

const rules: readonly { readonly says: string; readonly broken: (one: Import) => boolean }[] = [
  {
    says: 'shared/ imports only itself, zod and the contract library',
    broken: ({ from, to }) => topOf(from) === 'shared' && topOf(to) !== 'shared' && !sharedMay.test(to),
  },
  {
    says: 'renderer/ and electron/ meet only in shared/',
    broken: ({ from, to }) => isOurs(to) && [topOf(from), topOf(to)].sort().join() === 'electron,renderer',
  },
  {
    says: 'inside electron/ imports point down',
    broken: ({ from, to }) =>
      topOf(from) === 'electron' && topOf(to) === 'electron' && isOurs(to) && layerOf(to) > layerOf(from),
  },
  {
    says: 'a stage imports no other stage',
    broken: ({ from, to }) => stageOf(from) !== undefined && stageOf(to) !== undefined && stageOf(from) !== stageOf(to),
  },
  {
    says: 'a vendor is imported only in files named after it',
    broken: ({ from, to }) =>
      topOf(from) !== 'tests' && !isOurs(to) && vendors.some(([vendor, home]) => vendor.test(to) && !home.test(from)),
  },
  {
    says: 'nothing that is shipped imports a test',
    broken: ({ from, to }) => topOf(from) !== 'tests' && topOf(to) === 'tests',
  },
  {
    says: 'an import of ours names an existing file with its extension',
    broken: ({ to }) =>
      /^(shared|electron|renderer|tests)\//.test(to) && /\.tsx?$|^[^.]*$/.test(to) && !sources.includes(to),
  },
];

test('the tree was read', () => {
  expect(imports.length).toBeGreaterThan(50);
  expect(imports.map(({ to }) => to)).toEqual(expect.arrayContaining(['zod', 'keytar', 'shared/failure.ts']));
});

test('every file in electron/ belongs to a layer', () => {
  expect(sources.filter((path) => topOf(path) === 'electron' && layerOf(path) < 0)).toEqual([]);
});

for (const { says, broken } of rules) {
  test(says, () => {
    expect(imports.filter(broken).map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });
}
