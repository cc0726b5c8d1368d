/** @file One text for support: versions, check-up, settings, how things stand and the end of the log; without any secret. */
import { type FileHandle, open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CheckUp } from '../../shared/check-up.ts';
import type { Settings } from '../../shared/window-settings.ts';
import { credentialsFor } from '../cloud/credentials.ts';
import { Failed } from '../foundation/failed.ts';
import { systemErrorCode } from '../foundation/file-failure.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { type CheckUpParts, checkUp } from './check-up.ts';
import { issues } from './issues.ts';
import { status } from './status.ts';
import { takeSecretsOut } from './take-secrets-out.ts';

/** Bytes of the log's end: the last day of most computers. */
const longestLog = 512 * 1024;

/** Names of variables whose text may be a secret. */
const secretNames = /SECRET|TOKEN|PASSWORD|KEY|CREDENTIAL/i;

export type DiagnosticsParts = Omit<CheckUpParts, 'ledger'> & {
  readonly ledger: Ledger | null;
  readonly settings: Settings | null;
};

/**
 * JSON, then the log's lines. Names of folders, files and buckets are in it; the person's own folder is "~". Lasts as long as
 * a check-up.
 */
export async function diagnostics(parts: DiagnosticsParts, signal: AbortSignal): Promise<string> {
  const { ledger, clock, versions, profiles, settings, home } = parts;
  const looks: CheckUp[] = [];
  for await (const look of checkUp(parts, signal)) looks.push(look);
  const facts = {
    made: new Date(clock.now()).toISOString(),
    versions,
    checkUp: looks,
    settings,
    profiles,
    status: ledger === null ? null : status(ledger, null),
    issues: ledger === null ? [] : issues(ledger, 100, null),
  };
  const log = await endOf(join(home, 'cloudroll.log'), longestLog);
  const text = `${JSON.stringify(facts, null, 2)}\n\n${log}`;
  const own = homedir();
  return takeSecretsOut(own.length > 1 ? text.replaceAll(own, '~') : text, await knownSecrets(parts));
}

/** Keys that can be had now, and whatever the environment has that may be one. */
async function knownSecrets(parts: DiagnosticsParts): Promise<string[]> {
  const known = Object.entries(parts.environment).flatMap(([name, value]) =>
    secretNames.test(name) && value !== undefined ? [value] : [],
  );
  for (const { credentials } of parts.profiles) {
    try {
      const { accessKeyId, secretAccessKey, sessionToken } = await credentialsFor(credentials, parts)();
      known.push(accessKeyId, secretAccessKey, ...(sessionToken === undefined ? [] : [sessionToken]));
    } catch (error) {
      // Keys that cannot be read now were not written down by us now either; the patterns look for older ones.
      if (!(error instanceof Failed)) throw error;
    }
  }
  return known;
}

/** Whole lines; empty where there is no log. */
async function endOf(path: string, most: number): Promise<string> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const { size } = await file.stat();
    const start = Math.max(0, size - most);
    const buffer = Buffer.alloc(size - start);
    const { bytesRead } = await file.read(buffer, 0, buffer.byteLength, start);
    const text = buffer.subarray(0, bytesRead).toString('utf8');
    return start === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return '';
  } finally {
    await file?.close();
  }
}
