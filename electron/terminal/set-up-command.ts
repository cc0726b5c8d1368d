/** @file `cloudroll cloud setup`: each step of bucket and table as a line; makes and mends with --yes; terminal. */
import { assertNever } from '../../shared/brand.ts';
import { type SetUpDeed, type SetUpResult, type SetUpStep, SetUpWish } from '../../shared/set-up.ts';
import { badSettings } from '../cloud/home.ts';
import { Failed } from '../foundation/failed.ts';
import { openOwnCloud } from '../library/own-cloud/own-cloud.ts';
import { applySetUp, previewSetUp } from '../library/own-cloud/set-up.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { chooseProfile, keyPartsOf, openHome, type Surroundings } from './session.ts';
import { failureWords } from './words.ts';

export type SetUpAsked = {
  readonly name?: string | undefined;
  readonly yes: boolean;
  /** Names of steps, on whatever bucket or table. */
  readonly only?: readonly string[];
  readonly json: boolean;
  readonly encryption: string;
  readonly kmsKey?: string;
  readonly tableKms: boolean;
  readonly coldClass?: string;
  readonly coldAfter: string;
  readonly uploadsFrom?: readonly string[];
  readonly tag?: readonly string[];
  readonly provisioned?: string;
  readonly versioning: boolean;
  readonly recovery: boolean;
  readonly protection: boolean;
};

export async function setUpCommand(surroundings: Surroundings, asked: SetUpAsked): Promise<ExitCode> {
  const { print, interrupted } = surroundings;
  const wish = wishOf(asked);
  const profile = chooseProfile(await openHome(surroundings), asked.name);
  const cloud = openOwnCloud(profile, keyPartsOf(surroundings));
  try {
    if (!asked.yes) {
      const steps = await previewSetUp(cloud, wish, interrupted);
      for (const step of steps) print(asked.json ? JSON.stringify(step) : stepLine(step));
      const isOpen = steps.some(({ state }) => state === 'missing' || state === 'differs');
      if (isOpen && !asked.json)
        print('Nothing was changed. --yes makes what is missing and mends what differs; --only <step> names one.');
      return exitCode.done;
    }
    let hasFailed = false;
    const { only } = asked;
    const steps = only === undefined ? null : await previewSetUp(cloud, wish, interrupted);
    const named = steps?.filter(({ deed }) => only?.includes(deed)) ?? null;
    for await (const result of applySetUp(cloud, wish, named, interrupted)) {
      print(asked.json ? JSON.stringify(result) : resultLine(result));
      hasFailed ||= result.outcome === 'failed';
    }
    return hasFailed ? exitCode.profileUnusable : exitCode.done;
  } finally {
    cloud.close();
  }
}

/** Throws Failed `bad-settings` naming the option that makes no sense. */
function wishOf(asked: SetUpAsked): SetUpWish {
  const key = asked.kmsKey === undefined ? {} : { key: asked.kmsKey };
  const [read, write] = (asked.provisioned ?? '').split('/').map(Number);
  const parsed = SetUpWish.safeParse({
    encryption: asked.encryption === 's3' ? { kind: 's3' } : { kind: asked.encryption, ...key },
    versioning: asked.versioning,
    coldOriginals:
      asked.coldClass === undefined ? null : { storageClass: asked.coldClass, afterDays: Number(asked.coldAfter) },
    uploadsFrom: asked.uploadsFrom ?? [],
    tags: Object.fromEntries(
      (asked.tag ?? []).map((text) => [text.replace(/=.*$/s, ''), text.replace(/^[^=]*=?/, '')]),
    ),
    capacity: asked.provisioned === undefined ? { kind: 'on-demand' } : { kind: 'provisioned', read, write },
    tableEncryption: asked.tableKms ? { kind: 'kms', ...key } : { kind: 'dynamodb' },
    pointInTimeRecovery: asked.recovery,
    deletionProtection: asked.protection,
  });
  if (parsed.success) return parsed.data;
  throw new Failed({ ...badSettings('the wish'), detail: parsed.error.issues[0]?.path.join('.') });
}

const deeds: Readonly<Record<SetUpDeed, string>> = {
  bucket: 'the bucket',
  'public-access-block': 'closed to the public',
  ownership: 'without access control lists',
  versioning: 'keeps versions',
  encryption: 'encrypted',
  lifecycle: 'ends abandoned uploads, and what else passes with time',
  cors: 'lets web pages use upload links',
  'bucket-tags': 'tags',
  table: 'the table',
  indexes: 'indexes',
  capacity: 'capacity',
  'table-encryption': 'encrypted',
  'point-in-time-recovery': 'can be brought back to any second',
  'deletion-protection': 'protected from being deleted',
  'table-tags': 'tags',
};

function stepLine(step: SetUpStep): string {
  const { state, found, wished } = step;
  const what = `${step.on}: ${deeds[step.deed]}`;
  switch (state) {
    case 'present':
      return `✓ ${what} (${found ?? wished})`;
    case 'missing':
      return `+ ${what}: missing, would be made (${wished})`;
    case 'differs':
      return `~ ${what}: is ${found ?? 'nothing'}, would be ${wished}`;
    case 'after-creation':
      return `+ ${what}: comes with it (${wished})`;
    case 'not-offered':
      return `– ${what}: not offered here`;
    case 'cannot-mend':
      return `! ${what}: is ${found ?? 'nothing'} and not ${wished}; that cannot be changed. See cloudroll cloud adopt.`;
    case 'unseen':
      return `✗ ${what}: ${step.failure === null ? 'could not be asked' : failureWords(step.failure)}`;
    default:
      return assertNever(state, 'state');
  }
}

function resultLine({ step, outcome, failure }: SetUpResult): string {
  const what = `${step.on}: ${deeds[step.deed]}`;
  switch (outcome) {
    case 'made':
    case 'mended':
      return `✓ ${what} (${outcome}: ${step.found ?? step.wished})`;
    case 'failed':
      return `✗ ${what}: ${failure === null ? 'could not be done' : failureWords(failure)}`;
    case 'left':
      return step.state === 'after-creation' ? `– ${what}: left, because it is not there` : stepLine(step);
    case 'present':
    case 'not-offered':
      return stepLine({ ...step, state: outcome });
    default:
      return assertNever(outcome, 'outcome');
  }
}
