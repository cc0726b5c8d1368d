/** @file `cloudroll check`: the check-up, line by line, each fault with what to do; beside a running Cloudroll too; terminal. */
import packageFile from '../../package.json' with { type: 'json' };
import { assertNever } from '../../shared/brand.ts';
import type { CheckUp } from '../../shared/check-up.ts';
import { thisDevice } from '../cloud/home.ts';
import { openClouds } from '../clouds.ts';
import { resizeInProcess } from '../journey/resize/resize-in-process.ts';
import { readLedger } from '../ledger/open-ledger.ts';
import { checkUp } from '../library/check-up.ts';
import { versionsHere } from '../library/versions-here.ts';
import { checkWords } from './check-words.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { bytes, plural } from './measures.ts';
import { keyPartsOf, openHome, type Surroundings } from './session.ts';
import { failureWords } from './words.ts';

/** Ends with `profileUnusable` when a profile's own look is bad, with `someFailed` when only this computer's is. */
export async function checkCommand(surroundings: Surroundings, { json }: { json: boolean }): Promise<ExitCode> {
  const { print, clock, startPixels, interrupted } = surroundings;
  const home = await openHome(surroundings);
  const device = await thisDevice(home.folder);
  const ledger = readLedger(home.folder);
  const clouds = openClouds(() => home.profiles, keyPartsOf(surroundings));
  const resizer = resizeInProcess({ start: startPixels, clock, log: home.log, imagesAtOnce: 1 });
  const looks: CheckUp[] = [];
  try {
    const parts = {
      ...surroundings,
      home: home.folder,
      versions: versionsHere(packageFile.version),
      ledger,
      resizer,
      profiles: home.profiles,
      open: clouds.open,
      canary: device.id,
    };
    for await (const look of checkUp(parts, interrupted)) {
      looks.push(look);
      if (!json) print(`${marks[look.outcome]} ${lookWords(look)}`);
    }
  } finally {
    await resizer.close();
    clouds.close();
    ledger?.close();
  }
  if (json) print(JSON.stringify({ checks: looks }));
  const bad = looks.filter(({ outcome }) => outcome === 'bad');
  if (bad.length === 0) return exitCode.done;
  return bad.some((look) => 'profile' in look) ? exitCode.profileUnusable : exitCode.someFailed;
}

const marks: Readonly<Record<CheckUp['outcome'], string>> = { good: '✓', warning: '!', bad: '✗', skipped: '·' };

function lookWords(look: CheckUp): string {
  switch (look.check) {
    case 'versions':
      return Object.entries(look.versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', ');
    case 'pixels':
      if (look.engine === null) return 'No image engine works: install Cloudroll again.';
      return look.engine === 'webassembly'
        ? 'Images are resized by WebAssembly, which is slow: the native engine did not start here.'
        : `Images are resized by the ${look.engine} engine`;
    case 'ledger':
      return ledgerWords(look);
    case 'disk':
      if (look.free === null) return 'The disk does not say how much is free';
      return `${bytes(look.free)} free on the disk${look.outcome === 'good' ? '' : ': free some space'}`;
    case 'keychain':
      return look.failure === null ? 'The keychain keeps and gives' : `Keychain: ${failureWords(look.failure)}`;
    case 'folders':
      if (look.notReachable.length === 0) return `${plural(look.watched, 'folder')} watched`;
      return `Not reachable: ${look.notReachable.join(', ')}. Connect the disk, or stop watching.`;
    case 'keys':
      return look.failure === null
        ? `${look.profile}: there are keys`
        : `${look.profile}: ${failureWords(look.failure)}`;
    case 'clock':
      return `${look.profile}: ${look.failure === null ? clockWords(look) : failureWords(look.failure)}`;
    case 'permissions':
      return `${look.profile}: ${permissionWords(look)}`;
    default:
      return assertNever(look, 'look');
  }
}

type Of<Check extends CheckUp['check']> = Extract<CheckUp, { check: Check }>;

function ledgerWords({ outcome, fault, bytes: size }: Of<'ledger'>): string {
  if (outcome === 'skipped') return 'No ledger yet: nothing was carried';
  if (fault === null) return `The ledger is sound (${bytes(size)})`;
  return `The ledger is damaged (${fault}): start Cloudroll again, it is then rebuilt from the cloud.`;
}

function permissionWords({ outcome, failure, missing }: Of<'permissions'>): string {
  if (outcome === 'skipped') return 'permissions not tried, there are no keys';
  if (failure === null) return 'everything that carrying needs is allowed';
  return [...missing.map(checkWords), failureWords(failure)].join('; ');
}

function clockWords({ ahead, outcome }: Of<'clock'>): string {
  if (ahead === null) return 'the store does not say its time';
  const seconds = Math.round(Math.abs(ahead) / 1000);
  if (seconds < 2) return 'the clocks agree';
  const off = `this computer is ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} the store`;
  return outcome === 'good' ? off : `${off}: set the clock`;
}
