/** @file A profile from the .env file of another program: dropped or picked, looked at, and made; its keys never come here. */
import { type DragEvent, useRef, useState } from 'react';
import { cloudroll, offerEnvFile, onDesktop } from '../bridge.ts';
import { keys, queries, useSurface } from '../live.ts';
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
  const surface = useSurface();
  const handOver = onDesktop === null ? surface?.envFiles : undefined;
  const input = useRef<HTMLInputElement>(null);
  const read = (offered: Promise<Offered | null>) =>
    void reading.run(async () => {
      const drop = await offered;
      setNothing(drop !== null && drop.token === null);
      if (drop === null || drop.token === null) return;
      setDraft(envDraftOf(drop.token, await cloudroll.cloud.readEnvFile({ token: drop.token }), drop.isHanded));
      const { keychain } = await cloudroll.cloud.detectedProfiles({});
      setForSession(keychain !== null);
    });
  const handed = async (file: File | undefined): Promise<Offered> => ({
    token: file === undefined || handOver === undefined ? null : await offerEnvFile(handOver, file),
    isHanded: true,
  });
  const choose = () => {
    if (surface?.canPick === true) read(cloudroll.drops.pick({ kind: 'files' }).then(offeredOf));
    else input.current?.click();
  };
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
    if (onDesktop === null && handOver === undefined) return;
    event.preventDefault();
    // Else the window takes it for images.
    event.stopPropagation();
    if (event.type !== 'drop') return;
    const files = [...event.dataTransfer.files];
    read(onDesktop === null ? handed(files[0]) : onDesktop.offer(files).then(offeredOf));
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
          <Button onClick={choose}>{text.choose}</Button>
          <span className={tones.quiet}>{text.drop}</span>
          <input
            ref={input}
            type="file"
            hidden
            aria-label={text.choose}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file !== undefined) read(handed(file));
              event.target.value = '';
            }}
          />
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
                {draft.isHanded ? (
                  <p className={tones.quiet}>{text.keysStay}</p>
                ) : (
                  <Tick
                    label={text.removeKeys}
                    help={text.removeKeysWhy}
                    checked={removeKeys}
                    onChange={setRemoveKeys}
                  />
                )}
              </>
            )}
          </>
        )}
        {making.problem === null ? null : <Said bad text={making.problem} />}
      </div>
    </Dialog>
  );
}

/** `token` is null where it was no file. */
type Offered = { readonly token: string | null; readonly isHanded: boolean };

function offeredOf(drop: { readonly token: string; readonly files: readonly unknown[] } | null): Offered | null {
  return drop === null ? null : { token: drop.files.length === 0 ? null : drop.token, isHanded: false };
}

type EnvWords = ReturnType<typeof useWords>['envFile'];

function keyText({ keyEnding, awsProfile, bucket }: EnvDraft, text: EnvWords): string {
  const key = keyEnding !== null ? text.key(keyEnding) : awsProfile !== null ? text.keysOf(awsProfile) : text.noKey;
  return bucket.trim() === '' ? `${key}. ${text.noBucket}` : key;
}
