/** @file What is asked once a folder was picked: whose it is, and whether it is watched or carried once. */
import { useState } from 'react';
import type { Drop } from '../../shared/folder.ts';
import { cloudroll } from '../bridge.ts';
import { useDefaultProfile, useProfiles } from '../live.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Alternatives, Choice } from '../ui/fields.tsx';
import { Captioned } from '../ui/labelled.tsx';
import { useWords } from '../words/language.ts';
import styles from './add-folder.module.css';

export function AddFolder({ drop, onClose }: { readonly drop: Drop; readonly onClose: () => void }) {
  const words = useWords();
  const profiles = useProfiles().data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [how, setHow] = useState<'watch' | 'once'>('watch');
  const [failed, setFailed] = useState(false);
  const preferred = useDefaultProfile();
  const profile = chosen ?? preferred;
  const add = async () => {
    if (profile === undefined) return;
    try {
      await cloudroll.folders.add({ token: drop.token, profile, watched: how === 'watch', include: [], exclude: [] });
      onClose();
    } catch {
      setFailed(true);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={drop.folders.map(({ name }) => name).join(', ')}
      deeds={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" onClick={() => void add()} disabled={profile === undefined}>
            {words.addFolder}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Alternatives
          label={words.addFolder}
          value={how}
          options={[
            { value: 'watch', label: words.watchOnward },
            { value: 'once', label: words.carryOnceOnly },
          ]}
          onChange={setHow}
        />
        {profiles.length < 2 || profile === undefined ? null : (
          <Captioned label={words.inProfile}>
            <Choice
              label={words.inProfile}
              value={profile}
              options={profiles.map((entry) => ({ value: entry.profile.name, label: entry.profile.name }))}
              onChange={setChosen}
            />
          </Captioned>
        )}
        {failed ? <p role="alert">{words.deedFailed}</p> : null}
      </div>
    </Dialog>
  );
}
