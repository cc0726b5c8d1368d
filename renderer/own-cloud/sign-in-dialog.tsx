/** @file Asks for the code of an MFA device over whatever is shown, and closes once it has opened a session. */
import { useRef } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { notify } from '../ui/toasts.tsx';
import { useWords } from '../words/language.ts';
import styles from './own-cloud.module.css';
import { SignInForm } from './sign-in-form.tsx';

export type SignInDialogProps = {
  readonly profile: string;
  readonly onClose: () => void;
};

export function SignInDialog({ profile, onClose }: SignInDialogProps) {
  const text = useWords().keysInUse;
  const field = useRef<HTMLInputElement>(null);
  const done = () => {
    notify({ title: text.signedInTo(profile) });
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={text.signInTo(profile)} focusFirst={field}>
      <div className={styles.form}>
        <p>{text.signInWhy}</p>
        <SignInForm profile={profile} onSignedIn={done} field={field} />
      </div>
    </Dialog>
  );
}
