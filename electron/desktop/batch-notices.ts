/** @file What a person is told of a batch: one notice when it has ended, one when something new needs them; shows nothing. */
import type { WindowSettings } from '../../shared/window-settings.ts';
import type { DesktopView } from './desktop-view.ts';
import { plural } from './words.ts';

export type Notice = { readonly title: string; readonly body: string; readonly opens: 'history' | 'issues' };

export type Batch = { readonly storedBefore: number; readonly issuesBefore: number; readonly isOpen: boolean };

export function newBatch({ stored, issues }: DesktopView): Batch {
  return { storedBefore: stored, issuesBefore: issues, isOpen: false };
}

/** A batch lasts from the first thing to do until there is nothing left, or only what waits for a person. */
export function nextNotices(
  batch: Batch,
  view: DesktopView,
  wanted: WindowSettings['notifications'],
): { batch: Batch; notices: Notice[] } {
  if (view.left > 0) return { batch: { ...batch, isOpen: true }, notices: [] };
  const notices: Notice[] = [];
  const stored = view.stored - batch.storedBefore;
  const found = view.issues - batch.issuesBefore;
  if (wanted.stored && stored > 0)
    notices.push({
      title: `${plural(stored, 'image')} stored`,
      body: 'They are in your cloud, checked byte for byte.',
      opens: 'history',
    });
  if (wanted.issues && found > 0)
    notices.push({ title: `${plural(found, 'issue')} to look at`, body: 'Everything else goes on.', opens: 'issues' });
  return { batch: newBatch(view), notices };
}
