/** @file Which keys a person can choose from: the AWS profiles of this computer first, then its environment, then typing; pure. */
import type { DetectedCredentials } from '../../shared/credentials.ts';
import type { Words } from '../words/english.ts';
import type { ProfileDraft } from './draft.ts';

/** `chain`, `profile` (of a name that is typed), `typed`, or `profile:` and the name of one that was found. */
export type KeyChoice = string;

const found = 'profile:';

/** Undefined while nobody has looked yet. Those that give no keys are left out. */
export function keyChoices(
  detected: DetectedCredentials | undefined,
  words: Words,
): readonly { readonly value: KeyChoice; readonly label: string; readonly why?: string }[] {
  const named = (detected?.profiles ?? []).filter(({ kind }) => kind !== 'incomplete');
  const keychain = detected?.keychain ?? null;
  const chain = { value: 'chain', label: words.keysFromComputer, why: words.keysFromComputerWhy };
  return [
    // What the environment says, it says on purpose.
    ...(detected?.environment == null ? [] : [chain]),
    ...named.map(({ name, kind, from, region }) => ({
      value: `${found}${name}`,
      label: words.awsProfileNamed(name),
      why: [words.profileKinds[kind], from, region].filter((part) => part !== null && part !== '').join(' · '),
    })),
    ...(detected?.environment == null ? [chain] : []),
    { value: 'profile', label: words.keysFromProfile },
    {
      value: 'typed',
      label: words.keysTyped,
      why:
        keychain === null ? words.keysTypedWhy : `${words.failures[keychain].what}. ${words.failures[keychain].todo}`,
    },
  ];
}

export function choiceOf({ keys, awsProfile }: ProfileDraft, detected: DetectedCredentials | undefined): KeyChoice {
  const isFound = keys === 'profile' && detected?.profiles.some(({ name }) => name === awsProfile) === true;
  return isFound ? `${found}${awsProfile}` : keys;
}

/** A profile that was found brings its region, where it has one. */
export function withChoice(
  draft: ProfileDraft,
  choice: KeyChoice,
  detected: DetectedCredentials | undefined,
): ProfileDraft {
  if (choice === 'chain' || choice === 'typed') return { ...draft, keys: choice };
  if (choice === 'profile') return { ...draft, keys: 'profile', awsProfile: '' };
  const awsProfile = choice.slice(found.length);
  const region = detected?.profiles.find(({ name }) => name === awsProfile)?.region ?? draft.region;
  return { ...draft, keys: 'profile', awsProfile, region };
}
