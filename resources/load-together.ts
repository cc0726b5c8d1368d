/** @file Puts what a start loads into few files, for each is looked for, read and linked by itself; read by vite. */
import { resolve } from 'node:path';

type Modules = { readonly getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null };

/**
 * Names a file for all that the modules of a part import in turn, the first part that does; null leaves a module where the
 * bundler has it. So it does with what is imported by those `apart`, which would load the rest as well. Paths below `root`.
 */
export function loadTogether(
  root: string,
  parts: Readonly<Record<string, readonly string[]>>,
  apart: readonly string[],
): (id: string, modules: Modules) => string | null {
  let names: ReadonlyMap<string, string | null> | undefined;
  return (id, modules) => {
    names ??= nameAll(modules);
    return names.get(id) ?? null;
  };

  function nameAll(modules: Modules): ReadonlyMap<string, string | null> {
    const named = new Map<string, string | null>();
    const visit = (id: string, name: string | null): void => {
      if (named.has(id)) return;
      named.set(id, name);
      for (const next of modules.getModuleInfo(id)?.importedIds ?? []) visit(next, name);
    };
    for (const path of apart) visit(resolve(root, path), null);
    for (const [name, paths] of Object.entries(parts)) for (const path of paths) visit(resolve(root, path), name);
    return named;
  }
}
