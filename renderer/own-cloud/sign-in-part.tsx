/** @file Signing in with the code of an MFA device, on the page about a profile's keys. */
import { useWords } from '../words/language.ts';
import { Part } from './part.tsx';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPart({ profile }: { readonly profile: string }) {
  const text = useWords().keysInUse;
  return (
    <Part title={text.signIn} why={text.signInWhy}>
      <SignInForm profile={profile} />
    </Part>
  );
}
