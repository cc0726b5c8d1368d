/** @file Shows a notice as the system does, and opens the window at a click. */
import { Notification } from 'electron';

/** Kept until they are closed: a notification that was collected cannot be clicked. */
const shown = new Set<Notification>();

export function showNotice({ title, body }: { title: string; body: string }, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body, silent: true });
  shown.add(notification);
  notification.on('click', onClick);
  for (const end of ['click', 'close', 'failed'] as const)
    notification.on(end as 'close', () => shown.delete(notification));
  notification.show();
}
