/** @file The log everything else is handed: JSON lines for support, never a secret, never for the person to read on screen. */
import { renameSync, statSync } from 'node:fs';
import { type DestinationStream, destination, pino } from 'pino';

/** Fields are data; the message is a fixed sentence, so that a log can be searched. */
export type Log = {
  readonly info: (message: string, fields?: Record<string, unknown>) => void;
  readonly warn: (message: string, fields?: Record<string, unknown>) => void;
  /** For bugs: once, where they are caught, with the error under `error`. */
  readonly error: (message: string, fields?: Record<string, unknown>) => void;
};

/** Names of fields that are never written, at any of the first three depths, should one ever be passed by mistake. */
const secretFields = ['secretAccessKey', 'sessionToken', 'accessKeyId', 'password', 'token', 'authorization'];

/** Writes JSON lines to `destination`; the writing is synchronous, so that a crash loses none. */
export function jsonLog(destination: DestinationStream): Log {
  const paths = secretFields.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const logger = pino(
    { base: null, redact: { paths, censor: '(secret)' }, serializers: { error: pino.stdSerializers.err } },
    destination,
  );
  return {
    info: (message, fields = {}) => logger.info(fields, message),
    warn: (message, fields = {}) => logger.warn(fields, message),
    error: (message, fields = {}) => logger.error(fields, message),
  };
}

/** For tests and one-shot commands that have nobody to tell. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Bytes after which a log file is turned over; one older one is kept. */
const longestLog = 5_000_000;

/** A log in a file of its own that never grows beyond about 10 MB. Readable by its owner only. */
export function fileLog(path: string): Log {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > longestLog) renameSync(path, `${path}.1`);
  const file = destination({ dest: path, sync: true, mkdir: true, mode: 0o600 });
  // A full disk takes no log either, and an error event that nobody hears would end the process.
  file.on('error', () => undefined);
  return jsonLog(file);
}
