/** @file What one look of the check-up says, and what there is to do; pure. */
import type { CheckUp } from '../../shared/check-up.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Words } from '../words/english.ts';
import type { Meaning } from '../words/english-codes.ts';
import { formatBytes, formatDuration, type Locale } from '../words/format.ts';

/** `todo` is empty where there is nothing to do. */
export function lookWords(look: CheckUp, words: Words, locale: Locale): Meaning {
  switch (look.check) {
    case 'versions':
      return fine(
        Object.entries(look.versions)
          .map(([name, version]) => `${name} ${version}`)
          .join(' · '),
      );
    case 'pixels':
      return look.engine === null ? words.noEngine : words.engines[look.engine];
    case 'ledger':
      return ledgerLook(look, words, locale);
    case 'disk':
      if (look.free === null) return fine(words.diskUnknown);
      return {
        what: words.diskFree(formatBytes(look.free, locale)),
        todo: look.outcome === 'good' ? '' : words.diskTodo,
      };
    case 'keychain':
      return look.failure === null ? fine(words.keychainGood) : failureWords(look.failure, words);
    case 'folders':
      return foldersLook(look, words);
    case 'keys':
      return look.failure === null ? fine(words.keysGood) : failureWords(look.failure, words);
    case 'clock':
      return clockLook(look, words, locale);
    case 'permissions':
      return permissionsLook(look, words);
  }
}

type Of<Check extends CheckUp['check']> = Extract<CheckUp, { check: Check }>;

function ledgerLook({ outcome, fault, bytes }: Of<'ledger'>, words: Words, locale: Locale): Meaning {
  if (outcome === 'skipped') return fine(words.ledgerNone);
  return fault === null ? fine(words.ledgerSound(formatBytes(bytes, locale))) : words.ledgerFault;
}

function foldersLook({ watched, notReachable }: Of<'folders'>, words: Words): Meaning {
  if (notReachable.length === 0) return fine(words.foldersWatched(watched));
  return { what: `${words.folderStates['not-reachable']}: ${notReachable.join(', ')}`, todo: words.foldersTodo };
}

function clockLook({ outcome, ahead, failure }: Of<'clock'>, words: Words, locale: Locale): Meaning {
  if (failure !== null) return failureWords(failure, words);
  if (ahead === null) return fine(words.clockUnknown);
  return { what: clockWords(ahead, words, locale), todo: outcome === 'good' ? '' : words.clockTodo };
}

function permissionsLook({ outcome, failure, missing }: Of<'permissions'>, words: Words): Meaning {
  if (outcome === 'skipped') return fine(words.needsKeysFirst);
  if (failure === null) return fine(words.permissionsGood);
  const { what, todo } = failureWords(failure, words);
  const names = missing.map((check) => words.checks[check]).join(', ');
  return { what: names === '' ? what : words.permissionsMissing(names), todo };
}

function fine(what: string): Meaning {
  return { what, todo: '' };
}

function failureWords({ code, detail }: Failure, words: Words): Meaning {
  const { what, todo } = words.failures[code];
  return { what: detail === undefined ? what : `${what} (${detail})`, todo };
}

function clockWords(ahead: number, words: Words, locale: Locale): string {
  // A date of HTTP is good to a second.
  if (Math.abs(ahead) < 2000) return words.clockAgrees;
  const time = formatDuration(Math.abs(ahead) / 1000, locale);
  return ahead > 0 ? words.clockAhead(time) : words.clockBehind(time);
}
