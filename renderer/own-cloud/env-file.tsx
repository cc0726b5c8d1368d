/** @file A profile from the .env file of another program: dropped or picked, looked at, and made; its keys never come here. */
import { type DragEvent, useState } from 'react';
import { cloudroll, onDesktop } from '../bridge.ts';
import { keys, queries } from '../live.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/fields.tsx';
import { Labelled } from '../ui/labelled.tsx';
import { Tick } from '../ui/tick.tsx';
import tones from '../ui/tones.module.css';
import { useWords } from '../words/language.ts';
import { type EnvDraft, envDraftOf, envProfileOf } from './env-draft.ts';
import styles from './own-cloud.module.css';
import { Said } from './part.tsx';
import { useDeed } from './use-deed.ts';

export type EnvFileDialogProps = {
  readonly onClose: () => void;
  readonly onImported: (name: string) => void;
};

export function EnvFileDialog({ onClose, onImported }: EnvFileDialogProps) {
  const words = useWords();
  const text = words.envFile;
  const [draft, setDraft] = useState<EnvDraft | null>(null);
  const [nothing, setNothing] = useState(false);
  const [removeKeys, setRemoveKeys] = useState(false);
  const [forSession, setForSession] = useState(false);
  const reading = useDeed();
  const making = useDeed();
  const profile = draft === null ? null : envProfileOf(draft);
  const read = (offered: Promise<{ readonly token: string; readonly files: readonly unknown[] } | null>) =>
    void reading.run(async () => {
      const drop = await offered;
      setNothing(drop !== null && drop.files.length === 0);
      if (drop === null || drop.files.length === 0) return;
      setDraft(envDraftOf(drop.token, await cloudroll.cloud.readEnvFile({ token: drop.token })));
      const { keychain } = await cloudroll.cloud.detectedProfiles({});
      setForSession(keychain !== null);
    });
  const make = async () => {
    if (draft === null || profile === null) return;
    const made = await making.run(() =>
      draft.keyEnding === null
        ? cloudroll.profiles.save({ profile })
        : cloudroll.cloud.importEnvFile({ token: draft.token, profile, removeKeys, forSession }),
    );
    if (!made) return;
    await queries.invalidateQueries({ queryKey: keys.profiles });
    onImported(profile.name);
  };
  const dropped = (event: DragEvent) => {
    if (onDesktop === null) return;
    event.preventDefault();
    // Else the window takes it for images.
    event.stopPropagation();
    if (event.type === 'drop') read(onDesktop.offer([...event.dataTransfer.files]));
  };
  const field = (name: 'name' | 'bucket' | 'table' | 'region' | 'userId', label: string) =>
    draft === null ? null : (
      <Labelled label={label}>
        <TextField
          autoComplete="off"
          value={draft[name]}
          onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
        />
      </Labelled>
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title={text.title}
      deeds={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" disabled={profile === null || making.state === 'running'} onClick={() => void make()}>
            {text.import}
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way; the button that opens the dialog is another. */}
      <div className={styles.form} onDragOver={dropped} onDrop={dropped}>
        <p>{text.why}</p>
        <div className={styles.choose}>
          <Button onClick={() => read(cloudroll.drops.pick({ kind: 'files' }))}>{text.choose}</Button>
          {onDesktop === null ? null : <span className={tones.quiet}>{text.drop}</span>}
        </div>
        {nothing ? <Said bad text={text.noFile} /> : null}
        {reading.problem === null ? null : <Said bad text={reading.problem} />}
        {draft === null ? null : (
          <>
            <p role="status">{keyText(draft, words.envFile)}</p>
            <div className={styles.fields}>
              {field('name', text.name)}
              {field('bucket', words.bucket)}
              {field('table', words.tableOptional)}
              {field('region', words.region)}
              {field('userId', words.userId)}
            </div>
            {draft.keyEnding === null ? null : (
              <>
                <Tick
                  label={words.keysInUse.forSession}
                  help={words.keysInUse.forSessionWhy}
                  checked={forSession}
                  onChange={setForSession}
                />
                <Tick label={text.removeKeys} help={text.removeKeysWhy} checked={removeKeys} onChange={setRemoveKeys} />
              </>
            )}
          </>
        )}
        {making.problem === null ? null : <Said bad text={making.problem} />}
      </div>
    </Dialog>
  );
}

type EnvWords = ReturnType<typeof useWords>['envFile'];

function keyText({ keyEnding, awsProfile, bucket }: EnvDraft, text: EnvWords): string {
  const key = keyEnding !== null ? text.key(keyEnding) : awsProfile !== null ? text.keysOf(awsProfile) : text.noKey;
  return bucket.trim() === '' ? `${key}. ${text.noBucket}` : key;
}
