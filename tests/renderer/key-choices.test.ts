/** @file Which keys are offered first, and what choosing one makes of the draft. */
import { expect, test } from 'vitest';
import { emptyDraft } from '../../renderer/first-run/draft.ts';
import { choiceOf, keyChoices, withChoice } from '../../renderer/first-run/key-choices.ts';
import { english } from '../../renderer/words/english.ts';
import { DetectedCredentials } from '../../shared/credentials.ts';

const detected = DetectedCredentials.parse({
  profiles: [
    { name: 'work', kind: 'sso', region: 'eu-west-1', from: 'company', needsMfa: false },
    { name: 'half', kind: 'incomplete', region: null, from: null, needsMfa: false },
  ],
  environment: null,
  keychain: 'keychain-locked',
});
const values = (of: DetectedCredentials | undefined) => keyChoices(of, english).map(({ value }) => value);

test('profiles that give keys come first, but for what the environment says on purpose', () => {
  expect(values(undefined)).toEqual(['chain', 'profile', 'typed']);
  expect(values(detected)).toEqual(['profile:work', 'chain', 'profile', 'typed']);
  const environment = { kind: 'keys', region: null } as const;
  expect(values({ ...detected, environment })).toEqual(['chain', 'profile:work', 'profile', 'typed']);
});

test('each says what it is, and a keychain that is locked is said where keys are typed', () => {
  const choices = keyChoices(detected, english);
  expect(choices[0]).toMatchObject({ label: 'AWS profile “work”', why: 'Single sign-on · company · eu-west-1' });
  expect(choices.at(-1)?.why).toBe(
    `${english.failures['keychain-locked'].what}. ${english.failures['keychain-locked'].todo}`,
  );
});

test('choosing a profile that was found brings its region; a name that is typed brings none', () => {
  const chosen = withChoice(emptyDraft, 'profile:work', detected);
  expect(chosen).toMatchObject({ keys: 'profile', awsProfile: 'work', region: 'eu-west-1' });
  expect(choiceOf(chosen, detected)).toBe('profile:work');
  const typed = withChoice(chosen, 'profile', detected);
  expect(typed).toMatchObject({ keys: 'profile', awsProfile: '', region: 'eu-west-1' });
  expect(choiceOf(typed, detected)).toBe('profile');
});
