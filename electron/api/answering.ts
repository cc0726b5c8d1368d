/** @file What every call has around it: failures that could be expected leave as data, of the contract's own kind. */
import { ORPCError, os } from '@orpc/server';
import { Failed } from '../foundation/failed.ts';

/** Anything else that is thrown is a bug: it rises to the transport, which logs it and answers without a word of it. */
export const failuresAsData = os.middleware(async ({ next }) => {
  try {
    return await next();
  } catch (error) {
    if (error instanceof Failed) throw new ORPCError('FAILED', { status: 422, data: error.failure });
    throw error;
  }
});

/** For `value ?? unknown('image')`: there is no such thing, or no more. */
export function unknown(what: 'image' | 'folder' | 'profile' | 'drop' | 'rendition'): never {
  throw new ORPCError('UNKNOWN', { status: 404, data: { what } });
}
