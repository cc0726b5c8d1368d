/** @file The repository as data for the tests about the code: its files, their text, and what each imports. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** From the repository's root, with forward slashes. */
export type SourcePath = string;
/** `to` is a SourcePath when it is ours, else the package as it was written. */
export type Import = { readonly from: SourcePath; readonly to: string };

const folders = ['shared', 'electron', 'renderer', 'tests'];

/** Every TypeScript file there is, in a fixed order. */
export const sources: readonly SourcePath[] = folders
  .flatMap((folder) => listed(folder).map((name) => `${folder}/${name.replaceAll('\\', '/')}`))
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('/node_modules/'))
  .sort();

/** What is shipped: all but the tests. */
export const shipped: readonly SourcePath[] = sources.filter((path) => !path.startsWith('tests/'));

export function textOf(path: SourcePath): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Undefined when there is no such file. */
export function textIfThere(path: string): string | undefined {
  try {
    return textOf(path);
  } catch {
    return undefined;
  }
}

function listed(folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}

/** Static and dynamic imports, types, re-exports, and files named beside this one for a worker or a process. */
export const imports: readonly Import[] = sources.flatMap((from) =>
  specifiers(from).map((written) => ({ from, to: written.startsWith('.') ? join(dirname(from), written) : written })),
);

/** These files and everything that they import, directly or not. */
export function reachedFrom(starts: readonly SourcePath[]): ReadonlySet<SourcePath> {
  const reached = new Set(starts);
  // A set that grows while it is walked is walked to its end.
  for (const path of reached) {
    for (const { from, to } of imports) if (from === path && sources.includes(to)) reached.add(to);
  }
  return reached;
}

function specifiers(path: SourcePath): string[] {
  const parsed = parseSync(path, textOf(path));
  if (parsed.errors.length > 0) throw new Error(`${path}: ${parsed.errors[0]?.message}`);
  const found: string[] = [];
  const note = (value: unknown) => {
    if (typeof value === 'string') found.push(value);
  };
  new Visitor({
    ImportDeclaration: (node) => note(node.source.value),
    ExportNamedDeclaration: (node) => note(node.source?.value),
    ExportAllDeclaration: (node) => note(node.source.value),
    ImportExpression: (node) => {
      if (node.source.type === 'Literal') note(node.source.value);
    },
    TSImportType: (node) => {
      if (node.source.type === 'Literal') note(node.source.value);
    },
    NewExpression: (node) => {
      const [first, second] = node.arguments;
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'URL') return;
      if (first?.type !== 'Literal' || second?.type !== 'MemberExpression') return;
      if (typeof first.value === 'string' && /^\.\.?\/.*\.tsx?$/.test(first.value)) note(first.value);
    },
  }).visit(parsed.program);
  return found;
}
