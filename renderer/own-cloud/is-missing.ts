/** @file Whether what was asked about is not there yet, which is no fault while it is being set up. */
import type { FailureCode } from '../../shared/failure.ts';
import { failureOf } from '../bridge.ts';

export function isMissing(error: unknown, code: FailureCode): boolean {
  return failureOf(error)?.code === code;
}
