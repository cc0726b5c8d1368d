/** @file House rules that no linter knows: headers, lengths, mirrored tests, what must be handed in, what is pinned. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { crashPoints } from '../../electron/foundation/crash-point.ts';
import { imports, reachedFrom, shipped, sources, textIfThere, textOf } from './source-tree.ts';

const longestSource = 250;
/** A contract or a stage's cases are one list; cut up, they are harder to see whole. */
const longestTest = 400;

const PackageFile = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  allowScripts: z.record(z.string(), z.boolean()),
});
const packageFile = PackageFile.parse(JSON.parse(textOf('package.json')));

/** Without its comments, roughly: enough to look for calls. */
function codeOf(path: string): string {
  return textOf(path)
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(^|\s)\/\/.*$/gm, '');
}

function breaking(paths: readonly string[], rule: RegExp): string[] {
  return paths.flatMap((path) => {
    const found = rule.exec(codeOf(path));
    return found === null ? [] : [`${path}: ${found[0].trim()}`];
  });
}

test('the tests run on the Node that Electron embeds', () => {
  expect(process.version).toMatch(/^v24\./);
});

describe('files', () => {
  test('each opens with one sentence saying why it exists', () => {
    expect(sources.filter((path) => !/^(#!.*\n)?\/\*\*\s(\s\* )?@file \S/.test(textOf(path)))).toEqual([]);
  });

  test(`none is longer than ${longestSource} lines, a test than ${longestTest}`, () => {
    const longest = (path: string) => (path.startsWith('tests/') ? longestTest : longestSource);
    expect(sources.filter((path) => textOf(path).trimEnd().split('\n').length > longest(path))).toEqual([]);
  });

  test('none is named after nothing', () => {
    const nothing = /[/.-](utils?|helpers?|common|misc|manager|services?|base)\.tsx?$|\/index\.tsx?$/;
    expect(sources.filter((path) => nothing.test(path))).toEqual([]);
  });
});

describe('what is handed in', () => {
  /** All but the entries, which do the handing. */
  const inner = shipped.filter((path) => /^(electron|shared)\//.test(path) && !/^electron\/[\w-]+\.ts$/.test(path));

  test('only the clock asks for the time', () => {
    const others = inner.filter((path) => path !== 'electron/foundation/clock.ts');
    expect(breaking(others, /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/)).toEqual([]);
  });

  test('nothing asks for chance but through what it was given, or for an identifier', () => {
    expect(breaking(inner, /\bMath\.random\b/)).toEqual([]);
  });

  test('only entries touch the console, the environment and the arguments', () => {
    expect(breaking(inner, /\bconsole\.\w+|\bprocess\.(env|argv|stdin|stdout|stderr)\b/)).toEqual([]);
  });
});

describe('tests', () => {
  /** Each area of the source answers for its own files: `electron/journey/hash/` in `tests/journey/hash/`. */
  const areaOf = (path: string) => /^electron\/(journey\/[\w-]+|library|ledger|cloud|secrets)\//.exec(path)?.[1];
  const exportsDeed = /^export (async )?function|^export const \w+ = (async )?(\(|function)/m;

  const runsContract = (path: string) =>
    path.endsWith('.test.ts') && imports.some(({ from, to }) => from === path && to.startsWith('tests/contracts/'));

  test('every deed of an area is run by the tests of its own folder, or by a contract', () => {
    const deeds = shipped.filter((path) => areaOf(path) !== undefined && exportsDeed.test(textOf(path)));
    const areas = new Set(deeds.map(areaOf));
    const untested = [...areas].flatMap((area) => {
      const own = sources.filter((path) => path.startsWith(`tests/${area}/`) && path.endsWith('.test.ts'));
      own.push(...sources.filter(runsContract));
      const seen = reachedFrom(own);
      return deeds.filter((path) => areaOf(path) === area && !seen.has(path));
    });
    expect(untested).toEqual([]);
  });

  test('none replaces a module, or waits for time to pass', () => {
    const others = sources.filter((path) => path.startsWith('tests/') && !path.startsWith('tests/meta/'));
    expect(breaking(others, /\bvi\.(mock|doMock|hoisted)\(|\.(only|todo)\(|\bretry: [1-9]/)).toEqual([]);
  });

  test('every crash point is reached somewhere, and only those that are named', () => {
    const code = shipped.filter((path) => !path.endsWith('/crash-point.ts')).map(codeOf);
    const reached = new Set(
      code.flatMap((text) => [...text.matchAll(/reached\('([\w-]+)'\)/gi)].map(([, name]) => name)),
    );
    expect([...reached].sort()).toEqual([...crashPoints].sort());
  });
});

describe('packages', () => {
  const all = { ...packageFile.dependencies, ...packageFile.devDependencies };

  test('each is pinned to one version', () => {
    const loose = Object.entries(all).filter(
      ([, version]) => !/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  test('each is explained in a sentence in electron/README.md', () => {
    const page = textIfThere('electron/README.md');
    if (page === undefined) return;
    expect(Object.keys(all).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test('each that is shipped is used', () => {
    const used = imports.filter(({ from }) => !from.startsWith('tests/')).map(({ to }) => to);
    // A package without types is loaded by a require of its own.
    const code = shipped.map(codeOf).join();
    const unused = Object.keys(packageFile.dependencies).filter(
      (name) => !used.some((to) => to === name || to.startsWith(`${name}/`)) && !code.includes(`'${name}/`),
    );
    expect(unused).toEqual([]);
  });

  test('each that wants to run a script at install was decided upon, and the lock is complete for every system', () => {
    const Lock = z.object({
      packages: z.record(
        z.string(),
        z.object({
          name: z.string().optional(),
          hasInstallScript: z.boolean().optional(),
          optionalDependencies: z.record(z.string(), z.string()).optional(),
        }),
      ),
    });
    const { packages } = Lock.parse(JSON.parse(textOf('package-lock.json')));
    const nameOf = (path: string) => packages[path]?.name ?? path.replace(/^.*node_modules\//, '');
    const scripted = Object.keys(packages).filter((path) => packages[path]?.hasInstallScript === true);
    const decided = (path: string) => packageFile.allowScripts[nameOf(path)] !== undefined;
    expect(scripted.filter((path) => !decided(path))).toEqual([]);
    const named = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
    const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    expect(
      wanted.filter((name) => !named.has(name)),
      'run: node resources/complete-lock.mjs',
    ).toEqual([]);
  });
});
