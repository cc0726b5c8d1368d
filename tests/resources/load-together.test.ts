/** @file Which file a module of the built programs lies in: with the part that needs it, or where the bundler has it. */
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadTogether } from '../../resources/load-together.ts';

/** Who imports whom, below /app. */
const graph: Readonly<Record<string, readonly string[]>> = {
  'program.ts': ['sync.ts'],
  'sync.ts': ['ledger.ts', 'words.ts', 'program.ts'],
  'cloud.ts': ['signing.ts', 'ledger.ts'],
  'watching.ts': ['words.ts'],
  'elsewhere.ts': ['ledger.ts'],
};
const modules = {
  getModuleInfo: (id: string) => ({
    importedIds: (graph[id.slice('/app/'.length)] ?? []).map((name) => `/app/${name}`),
  }),
};

test('what a part imports in turn is one file, of the first part that does, but for what those apart import', () => {
  const name = loadTogether('/app', { carrying: ['program.ts'], cloud: ['cloud.ts'] }, ['watching.ts']);
  const named = ['program', 'sync', 'ledger', 'signing', 'cloud', 'words', 'watching', 'elsewhere'].map((module) => [
    module,
    name(resolve('/app', `${module}.ts`), modules),
  ]);
  expect(Object.fromEntries(named)).toEqual({
    ...{ program: 'carrying', sync: 'carrying', ledger: 'carrying' },
    ...{ signing: 'cloud', cloud: 'cloud' },
    ...{ words: null, watching: null, elsewhere: null },
  });
});
