/** @file What went wrong with a deed, in words: from the engine's code where it has one. */
import { failureOf } from '../bridge.ts';
import type { Words } from './english.ts';

export type FailureText = { readonly what: string; readonly todo: string };

export function failureText(error: unknown, words: Words): FailureText {
  const failure = failureOf(error);
  return failure === undefined ? { what: words.deedFailed, todo: '' } : words.failures[failure.code];
}

export function sentence({ what, todo }: FailureText): string {
  return todo === '' ? `${what}.` : `${what}. ${todo}`;
}
