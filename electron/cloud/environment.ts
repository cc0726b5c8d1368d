/** @file The process's environment as it is handed in by an entry: names and texts, nothing believed yet. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** The variable's text; undefined also for an empty one, which shells leave behind where people meant none. */
export function textOf(environment: Environment, name: string): string | undefined {
  const text = environment[name]?.trim();
  return text === '' ? undefined : text;
}
