/** @file Short notices that go by themselves, with at most one deed such as "Undo"; Base UI's behaviour, our looks. */
import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useWords } from '../words/language.ts';
import { Button, IconButton } from './button.tsx';
import styles from './toasts.module.css';

const manager = Toast.createToastManager();

export type Notice = {
  readonly title: string;
  readonly more?: string;
  readonly deed?: { readonly label: string; readonly run: () => void };
  readonly bad?: boolean;
  /** Milliseconds it stays; longer while the pointer or the focus is on it. 0: until it is dismissed. */
  readonly stays?: number;
};

/** Milliseconds: whoever reads slowly has time for the deed. */
const usual = { withDeed: 10_000, without: 5000 };

/** Answers what takes the notice away, for a deed that cannot be done any more. */
export function notify({ title, more, deed, bad = false, stays }: Notice): () => void {
  const id = manager.add({
    title,
    description: more,
    type: bad ? 'bad' : 'quiet',
    priority: bad ? 'high' : 'low',
    timeout: stays ?? (deed === undefined ? usual.without : usual.withDeed),
    ...(deed === undefined
      ? {}
      : {
          actionProps: {
            children: deed.label,
            onClick: () => {
              manager.close(id);
              deed.run();
            },
          },
        }),
  });
  return () => manager.close(id);
}

/** Once, around everything. */
export function Toasts() {
  const words = useWords();
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport} aria-label={words.notices}>
          <Notices />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Notices() {
  const words = useWords();
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} swipeDirection={[]} className={styles.toast}>
      <div className={styles.text}>
        <Toast.Title render={<p />} className={toast.type === 'bad' ? styles.bad : undefined} />
        {toast.description === undefined ? null : <Toast.Description className={styles.more} />}
      </div>
      {toast.actionProps === undefined ? null : <Toast.Action render={<Button look="quiet" />} />}
      <Toast.Close
        aria-hidden={false}
        render={
          <IconButton label={words.dismiss}>
            <X size={15} aria-hidden />
          </IconButton>
        }
      />
    </Toast.Root>
  ));
}
