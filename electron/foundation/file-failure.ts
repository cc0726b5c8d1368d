/** @file The file system's errors as failures a person can be told: made here once, for every stage that opens a file. */
import { Failed, failedSoon } from './failed.ts';

/** The name of the system's error ("ENOENT"), or undefined for anything else. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
}

/**
 * `file-missing` (it, or its whole drive, may come back), `file-unreadable` for a person (permission) or for later (busy,
 * a failing disk or network share). Whatever is not the file system's error is a bug and is returned as it is.
 */
export function fileFailure(error: unknown, path: string): unknown {
  const code = systemErrorCode(error);
  switch (code) {
    case undefined:
      return error;
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ESTALE':
      return failedSoon('file-missing', path, error);
    case 'EACCES':
    case 'EPERM':
      return new Failed(
        { code: 'file-unreadable', retry: 'after-user-acts', scope: 'image', subject: path, detail: code },
        error,
      );
    default:
      return new Failed({ code: 'file-unreadable', retry: 'soon', scope: 'image', subject: path, detail: code }, error);
  }
}
