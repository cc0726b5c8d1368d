/** @file Deleting from the cloud: what goes, what stays, the number once more where it is many, and ten seconds to undo. */
import { useState } from 'react';
import { undoFor } from '../../shared/deletion.ts';
import { cloudroll } from '../bridge.ts';
import form from '../deeds/form.module.css';
import { keysOf, type Subject } from '../deeds/subject.ts';
import { libraryHash } from '../library/pages.ts';
import { go } from '../route.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/fields.tsx';
import { Labelled } from '../ui/labelled.tsx';
import { Tick } from '../ui/tick.tsx';
import { notify } from '../ui/toasts.tsx';
import type { Words } from '../words/english.ts';
import { type FailureText, failureText } from '../words/failure-text.ts';
import { formatBytes, formatNumber } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';

type Guard = { readonly images: number; readonly bytes: number; readonly library: number };

export type DeleteProps = { readonly images: readonly Subject[]; readonly onClose: () => void };

export function Delete({ images, onClose }: DeleteProps) {
  const words = useWords();
  const locale = useLocale();
  const text = words.deletion;
  const [versions, setVersions] = useState(false);
  const [guard, setGuard] = useState<Guard | null>(null);
  const [said, setSaid] = useState('');
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState<FailureText | null>(null);
  const count = guard?.images ?? images.length;
  const bytes = guard?.bytes ?? images.reduce((sum, { size }) => sum + size, 0);
  const isSaid = guard === null || said.replaceAll(/\D/g, '') === String(guard.images);

  const begin = async () => {
    setAsking(true);
    setFailed(null);
    try {
      const answer = await cloudroll.library.delete.begin({
        of: { images: keysOf(images) },
        versions,
        ...(guard === null ? {} : { confirmed: guard.images }),
      });
      if (answer.kind === 'confirm') {
        setSaid('');
        setGuard(answer);
      } else {
        onClose();
        sayBegun(answer, words);
      }
    } catch (error) {
      setFailed(failureText(error, words));
    } finally {
      setAsking(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={text.title(count)}
      deeds={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="danger" disabled={asking || !isSaid} onClick={() => void begin()}>
            {text.go}
          </Button>
        </>
      }
    >
      <div className={form.form}>
        {count === 1 ? <p>{images[0]?.fileName}</p> : null}
        <p>{text.goes(count, formatBytes(bytes, locale))}</p>
        <p>{text.stays}</p>
        <Tick label={text.versions} help={text.versionsHelp} checked={versions} onChange={setVersions} />
        {guard === null ? null : (
          <div role="group" className={form.form} aria-label={text.many(guard.images, guard.library)}>
            <p role="alert" className={form.problem}>
              {text.many(guard.images, guard.library)}
            </p>
            <Labelled label={text.sayCount(guard.images)}>
              <TextField
                inputMode="numeric"
                autoComplete="off"
                placeholder={formatNumber(guard.images, locale)}
                value={said}
                onChange={(event) => setSaid(event.target.value)}
              />
            </Labelled>
          </div>
        )}
        {failed === null ? null : (
          <p role="alert" className={form.problem}>
            {failed.what}. {failed.todo}
          </p>
        )}
      </div>
    </Dialog>
  );
}

type Begun = { readonly batch: string; readonly images: number };

/** For as long as it can be undone. */
function sayBegun({ batch, images }: Begun, words: Words): void {
  // They were on their way out already.
  if (images === 0) return void notify({ title: words.deletion.under });
  notify({
    title: words.deletion.begun(images),
    stays: undoFor,
    deed: { label: words.undo, run: () => void undo(batch, words) },
  });
}

async function undo(batch: string, words: Words): Promise<void> {
  try {
    const { images } = await cloudroll.library.delete.undo({ batch });
    if (images > 0) return void notify({ title: words.deletion.undone(images) });
    notify({
      title: words.deletion.tooLate,
      deed: { label: words.deletion.recent, run: () => go(libraryHash('deleted')) },
    });
  } catch (error) {
    notify({ title: failureText(error, words).what, bad: true });
  }
}
