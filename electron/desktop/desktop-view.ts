/** @file What the tray, the taskbar and the notifications show, worked out of the ledger in one look; shows nothing itself. */
import { dirname } from 'node:path';
import { type HistoryEntry, HistoryRequest } from '../../shared/history.ts';
import type { Closed } from '../../shared/queue.ts';
import type { BudgetDesk, BudgetIssue } from '../api/budget-desk.ts';
import type { RecordsDesk } from '../api/records-desk.ts';
import type { Engine } from '../engine.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import { leftNow } from '../library/activity-now.ts';
import { historyPage } from '../library/history.ts';
import { issues } from '../library/issues.ts';
import type { RaisedAlert } from '../library/log/watch-health.ts';
import { status } from '../library/status.ts';

export type TrayState = 'idle' | 'syncing' | 'paused' | 'attention' | 'offline';

export type DesktopView = {
  readonly state: TrayState;
  readonly paused: Closed | null;
  /** Files and images that could go on now: not those of a profile that is held. */
  readonly left: number;
  readonly stored: number;
  /** What needs a person. */
  readonly issues: number;
  /** Nearly or wholly spent, while carrying goes on. */
  readonly budgets: readonly BudgetIssue[];
  /** More fails than its owner lets pass. */
  readonly alert: RaisedAlert | null;
  readonly isCarrying: boolean;
  readonly folders: readonly { readonly path: string; readonly reachable: boolean }[];
  /** Whether the small window that takes drops is wanted. */
  readonly dropWindow: boolean;
  /** Newest first, at most five. */
  readonly recent: readonly Pick<HistoryEntry, 'profile' | 'imageId' | 'fileName'>[];
};

const mostRecent = 5;
const mostIssues = 1000;

export type ViewParts = {
  readonly engine: Pick<Engine, 'ledger' | 'closed' | 'schedule'>;
  readonly budgets: Pick<BudgetDesk, 'issues'>;
  readonly records: Pick<RecordsDesk, 'alert'>;
  /** Holds folders of ours, which nobody chose to have watched. */
  readonly inbox: AbsolutePath;
  /** What the system says; that a cloud cannot be reached is said by a held profile. */
  readonly isOnline: boolean;
  readonly dropWindow: boolean;
};

export function desktopView({ engine, budgets, records, inbox, isOnline, dropWindow }: ViewParts): DesktopView {
  const { ledger, schedule } = engine;
  const paused = engine.closed();
  const { images, folders, held } = status(ledger, paused);
  const found = issues(ledger, mostIssues, schedule.unwritable()).filter(needsPerson);
  const left = leftNow(ledger).images;
  const isOffline = !isOnline || held.some(({ failure }) => failure.code === 'offline');
  const recent = historyPage(ledger, HistoryRequest.parse({ states: ['stored'], limit: mostRecent })).entries;
  return {
    state: stateOf({ paused, isOffline, issues: found.length, left }),
    paused,
    left,
    stored: images.stored,
    issues: found.length,
    budgets: budgets.issues(),
    alert: records.alert(),
    isCarrying: paused === null && schedule.underWay() > 0,
    folders: folders
      .filter(({ path, watched }) => watched && dirname(path) !== inbox)
      .map(({ path, state }) => ({ path, reachable: state !== 'not-reachable' })),
    dropWindow,
    recent: recent.map(({ profile, imageId, fileName }) => ({ profile, imageId, fileName })),
  };
}

/** What passes by itself is no issue; neither is a file that is simply no image. */
function needsPerson(issue: ReturnType<typeof issues>[number]): boolean {
  switch (issue.kind) {
    case 'computer':
      return true;
    case 'profile':
    case 'image':
    case 'file':
    case 'deletion':
      return issue.failure.retry !== 'soon';
    case 'budget':
      // Carrying goes on; it has a notice of its own.
      return false;
    case 'refused':
      return issue.reason === 'unreadable';
    case 'finding':
      return true;
  }
}

function stateOf(now: { paused: Closed | null; isOffline: boolean; issues: number; left: number }): TrayState {
  if (now.issues > 0) return 'attention';
  if (now.paused !== null) return 'paused';
  if (now.isOffline) return 'offline';
  return now.left > 0 ? 'syncing' : 'idle';
}
