/** @file The way to the code of an MFA device: a button, and a notice when a profile waits for one. */
import { KeyRound } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useStatus } from '../live.ts';
import { Button } from '../ui/button.tsx';
import { notify } from '../ui/toasts.tsx';
import { useWords } from '../words/language.ts';

const SignInDialog = lazy(async () => ({ default: (await import('../own-cloud/sign-in-dialog.tsx')).SignInDialog }));

type OfProfile = { readonly profile: string };

export function EnterCode({ profile }: OfProfile) {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button icon={<KeyRound size={14} aria-hidden />} onClick={() => setIsOpen(true)}>
        {words.keysInUse.enterCode}
      </Button>
      {isOpen ? (
        <Suspense>
          <SignInDialog profile={profile} onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Once for each time that a profile begins to wait, until it no longer does; never a dialog that nobody opened. */
export function CodesWanted() {
  const held = useStatus().data?.held ?? [];
  return held
    .filter(({ failure }) => failure.code === 'mfa-needed')
    .map(({ profile, since }) => <CodeWanted key={`${profile} ${since}`} profile={profile} />);
}

function CodeWanted({ profile }: OfProfile) {
  const text = useWords().keysInUse;
  const [isOpen, setIsOpen] = useState(false);
  useEffect(
    () =>
      notify({
        title: text.codeWanted(profile),
        deed: { label: text.enterCode, run: () => setIsOpen(true) },
        stays: 0,
      }),
    [profile, text],
  );
  if (!isOpen) return null;
  return (
    <Suspense>
      <SignInDialog profile={profile} onClose={() => setIsOpen(false)} />
    </Suspense>
  );
}
