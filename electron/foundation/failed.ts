/** @file The one way an expected failure travels: an Error that carries the failure as data; anything else thrown is a bug. */
import type { Failure, FailureCode } from '../../shared/failure.ts';

/** Thrown at a vendor's edge, caught where a person can be told. `cause` stays in this process. */
export class Failed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(`${failure.code}: ${failure.subject}${failure.detail === undefined ? '' : ` (${failure.detail})`}`, {
      cause,
    });
    this.name = 'Failed';
    this.failure = failure;
  }
}

/** Short form for the failures that concern one image and pass by themselves. */
export function failedSoon(code: FailureCode, subject: string, cause?: unknown): Failed {
  return new Failed({ code, retry: 'soon', scope: 'image', subject }, cause);
}

/** True for the error that an aborted signal raises: stopping is not failing. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'ABORT_ERR');
}
