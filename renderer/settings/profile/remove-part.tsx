/** @file Takes a profile away from this computer, after saying what stays. */
import { useState } from 'react';
import { trialProfile } from '../../../shared/trial.ts';
import { cloudroll } from '../../bridge.ts';
import { go, hashOf } from '../../route.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/language.ts';
import styles from './profile-screen.module.css';

export function RemovePart({ name }: { readonly name: string }) {
  const words = useWords();
  const [asks, setAsks] = useState(false);
  const [failed, setFailed] = useState(false);
  const remove = async () => {
    try {
      await cloudroll.profiles.remove({ name });
      go(hashOf('settings'), 'replace');
    } catch {
      setFailed(true);
      setAsks(false);
    }
  };
  return (
    <div className={styles.remove}>
      <Button look="danger" onClick={() => setAsks(true)}>
        {words.removeProfile}
      </Button>
      {failed ? <p role="alert">{words.deedFailed}</p> : null}
      <Dialog
        open={asks}
        onClose={() => setAsks(false)}
        title={words.removeProfileTitle(name)}
        deeds={
          <>
            <Button onClick={() => setAsks(false)}>{words.cancel}</Button>
            <Button look="danger" onClick={() => void remove()}>
              {words.removeProfile}
            </Button>
          </>
        }
      >
        <p>{name === trialProfile ? words.removeTrialWhy : words.removeProfileWhy}</p>
      </Dialog>
    </div>
  );
}
