/** @file `cloudroll verify`: proves that the cloud has what it should, and with --repair puts right what can be; terminal. */
import type { Profile } from '../../shared/profile.ts';
import { FindingKind, stillStanding, type VerifyReport } from '../../shared/verification.ts';
import { thisDevice } from '../cloud/home.ts';
import { openClouds } from '../clouds.ts';
import { isAbort } from '../foundation/failed.ts';
import { openLedger } from '../ledger/open-ledger.ts';
import { type VerifyParts, type VerifyProgress, verifyLibrary } from '../library/verify/verify-library.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { findingAdvice, findingLine, findingTitles } from './finding-words.ts';
import { sayUpgrade } from './ledger-upgrade.ts';
import { runSteps } from './listr2-steps.ts';
import { bytes, plural } from './measures.ts';
import {
  chooseProfile,
  deviceLabel,
  type Home,
  keyPartsOf,
  openHome,
  openSession,
  type Surroundings,
} from './session.ts';
import { runDry } from './sync-folders.ts';

export type VerifyCommandOptions = {
  readonly json: boolean;
  readonly profile?: string | undefined;
  readonly repair: boolean;
  readonly deep: boolean;
  readonly fresh: boolean;
  /** Seconds to wait for what passes by itself while images are sent again. */
  readonly patience: number;
};

/** Throws Failed when the ledger or the cloud cannot be had; what was verified until then is kept for the next time. */
export async function verifyCommand(surroundings: Surroundings, options: VerifyCommandOptions): Promise<ExitCode> {
  const { print, complain, clock, isLive, interrupted } = surroundings;
  const home = await openHome(surroundings);
  const profile = chooseProfile(home, options.profile);
  const opened = await (options.repair ? withEngine : withLedger)(surroundings, home, profile, options);
  let report: VerifyReport | undefined;
  try {
    const step = {
      title: `Verifying ${profile.name}`,
      run: async (say: (line: string) => void): Promise<string> => {
        const parts: VerifyParts = { ...opened.parts, onProgress: (progress) => say(progressLine(progress)) };
        report = await verifyLibrary(parts, options, interrupted);
        return `Verified ${profile.name}`;
      },
    };
    await runSteps([step], { clock, look: options.json ? 'silent' : isLive ? 'live' : 'plain' });
  } catch (error) {
    if (!isAbort(error) || !interrupted.aborted) throw error;
    complain('Interrupted. The same command goes on from here.');
    return exitCode.interrupted;
  } finally {
    await opened.close();
  }
  if (report === undefined) throw new Error('The verification ended without a report');
  if (options.json) print(JSON.stringify(report));
  else for (const line of reportLines(report)) print(line);
  return stillStanding(report) === 0 ? exitCode.done : exitCode.someFailed;
}

type Opened = { readonly parts: Omit<VerifyParts, 'onProgress'>; readonly close: () => Promise<void> };

/** Only to look: nothing is carried meanwhile. */
async function withLedger(surroundings: Surroundings, home: Home, { name }: Profile): Promise<Opened> {
  const { clock, random } = surroundings;
  const device = deviceLabel(await thisDevice(home.folder));
  const ledger = openLedger(home.folder, clock.now(), sayUpgrade(surroundings));
  const clouds = openClouds(() => home.profiles, keyPartsOf(surroundings));
  const close = async (): Promise<void> => {
    clouds.close();
    ledger.close();
  };
  try {
    const cloud = await clouds.open(name);
    const carry = async (): Promise<void> => undefined;
    return { parts: { ledger, cloud, home: home.folder, clock, random, device, carry }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** To repair as well: what is to be sent again takes the ordinary way. */
async function withEngine(
  surroundings: Surroundings,
  home: Home,
  { name }: Profile,
  { patience }: VerifyCommandOptions,
): Promise<Opened> {
  const { clock, random, interrupted } = surroundings;
  const quiet = { settleFor: 0, onArrival: () => undefined, onBytes: () => undefined };
  const engine = await openSession(surroundings, { home, ...quiet });
  const { ledger, parts } = engine;
  const carry = (): Promise<void> => {
    engine.schedule.nudge();
    return runDry({ engine, clock, patience: patience * 1000, signal: interrupted });
  };
  try {
    const cloud = await engine.clouds.open(name);
    const verifying = { ledger, cloud, home: home.folder, clock, random, device: parts.device, carry };
    return { parts: verifying, close: engine.close };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

function progressLine({ phase, done, of, findings }: VerifyProgress): string {
  const found = findings === 0 ? '' : ` · ${plural(findings, 'finding')}`;
  switch (phase) {
    case 'listing':
      return `listing · ${plural(done, 'object')}`;
    case 'images':
      return `${done.toLocaleString('en-US')}${of === null ? '' : ` of ${of.toLocaleString('en-US')}`} images proven${found}`;
    case 'leftovers':
      return `objects that no record names${found}`;
    case 'carrying':
      return `sending again${found}`;
  }
}

const proofNames = { sha256: 'SHA-256', 'sha256-parts': 'SHA-256 of parts', md5: 'MD5', size: 'size' } as const;

/** What a person reads: what is proven and how, what was found, what became of it, what to do. */
export function reportLines(report: VerifyReport): string[] {
  const { proven, proofs, notStored, foreign, bytesRead, repair, findings } = report;
  const how = (['sha256', 'sha256-parts', 'md5', 'size'] as const)
    .filter((proof) => proofs[proof] > 0)
    .map((proof) => `${proofs[proof].toLocaleString('en-US')} by ${proofNames[proof]}`);
  const objects = Object.values(proofs).reduce((sum, count) => sum + count, 0);
  const lines = [
    '',
    `Proven        ${plural(proven, 'image')} (${plural(objects, 'object')}${how.length === 0 ? '' : `: ${how.join(', ')}`})`,
  ];
  if (bytesRead > 0) lines.push(`Read back     ${bytes(bytesRead)}`);
  if (notStored > 0) lines.push(`Not stored    ${plural(notStored, 'image')}: cloudroll status says more`);
  if (foreign > 0) lines.push(`Not ours      ${plural(foreign, 'object')}, left alone`);
  for (const kind of FindingKind.options) {
    const { found, repaired, examples } = findings[kind];
    if (found === 0) continue;
    lines.push(
      '',
      `${findingTitles[kind]}: ${found.toLocaleString('en-US')}${repair ? `, ${repaired.toLocaleString('en-US')} put right` : ''}`,
    );
    lines.push(...examples.map((example) => `  ${findingLine(example)}`));
    if (found > examples.length) lines.push(`  … and ${(found - examples.length).toLocaleString('en-US')} more`);
    if (repair && repaired < found) lines.push(`  ${findingAdvice[kind]}`);
  }
  const left = stillStanding(report);
  if (left === 0) return [...lines, '', 'Everything is as it should be.'];
  return [
    ...lines,
    '',
    repair ? `${plural(left, 'finding')} left for you.` : 'Put right what can be: cloudroll verify --repair',
  ];
}
