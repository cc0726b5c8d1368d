/** @file Downloading the selected images into a folder; closing the dialog lets it go on. */
import { keysOf, type Subject } from '../deeds/subject.ts';
import { useRun } from '../library/long-run.ts';
import { libraryHash } from '../library/pages.ts';
import { go } from '../route.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { notify } from '../ui/toasts.tsx';
import { useWords } from '../words/language.ts';
import { useRestoreForm } from './restore-form.tsx';
import { RestoreProgressPart } from './restore-progress.tsx';
import { restoreRun } from './restore-run.ts';

export type RestoreProps = { readonly images: readonly Subject[]; readonly onClose: () => void };

export function Restore({ images, onClose }: RestoreProps) {
  const words = useWords();
  const text = words.restore;
  const { state } = useRun(restoreRun);
  const { fields, deed } = useRestoreForm({ images: keysOf(images) });
  const close = () => {
    if (state === 'running') {
      notify({ title: text.background, deed: { label: text.show, run: () => go(libraryHash('restore')) } });
    } else restoreRun.clear();
    onClose();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={text.title(images.length)}
      deeds={
        <>
          <Button onClick={close}>{state === 'idle' ? words.cancel : words.close}</Button>
          {state === 'running' ? null : deed}
        </>
      }
    >
      {state === 'running' ? null : fields}
      <RestoreProgressPart />
    </Dialog>
  );
}
