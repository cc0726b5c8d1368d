/** @file Makes a plain string or number impossible to confuse with another; anywhere. */

/** A `T` that only the one function that checks it hands out. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };

/** Ends a switch over a closed union: a forgotten case does not compile, an impossible one throws. */
export function assertNever(value: never, what: string): never {
  throw new Error(`Impossible ${what}: ${JSON.stringify(value)}`);
}
