/** @file Says in a notice that a deed failed, and what to do about it. */
import { notify } from '../ui/toasts.tsx';
import type { Words } from '../words/english.ts';
import { failureText } from '../words/failure-text.ts';

export function sayFailure(error: unknown, words: Words): void {
  const { what, todo } = failureText(error, words);
  notify({ title: what, bad: true, ...(todo === '' ? {} : { more: todo }) });
}
