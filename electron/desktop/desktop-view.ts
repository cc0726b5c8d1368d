/** @file What the tray, the taskbar and the notifications show, worked out of the ledger in one look; shows nothing itself. */
import { type HistoryEntry, HistoryRequest } from '../../shared/history.ts';
import type { Closed } from '../../shared/queue.ts';
import type { Engine } from '../engine.ts';
import { historyPage } from '../library/history.ts';
import { issues } from '../library/issues.ts';
import { status } from '../library/status.ts';

export type TrayState = 'idle' | 'syncing' | 'paused' | 'attention' | 'offline';

export type DesktopView = {
  readonly state: TrayState;
  readonly paused: Closed | null;
  /** Files and images that could go on now. */
  readonly left: number;
  readonly stored: number;
  /** What needs a person. */
  readonly issues: number;
  readonly isCarrying: boolean;
  readonly folders: readonly { readonly path: string; readonly reachable: boolean }[];
  /** Newest first, at most five. */
  readonly recent: readonly Pick<HistoryEntry, 'profile' | 'imageId' | 'fileName'>[];
};

const mostRecent = 5;
const mostIssues = 1000;

/** `isOnline` is what the system says; that a cloud cannot be reached is said by a held profile. */
export function desktopView(engine: Pick<Engine, 'ledger' | 'closed' | 'schedule'>, isOnline: boolean): DesktopView {
  const { ledger } = engine;
  const paused = engine.closed();
  const { queued, images, folders, held } = status(ledger, paused);
  const found = issues(ledger, mostIssues).filter(needsPerson);
  const left = queued.files + images.moving;
  const isOffline = !isOnline || held.some(({ failure }) => failure.code === 'offline');
  const recent = historyPage(ledger, HistoryRequest.parse({ states: ['stored'], limit: mostRecent })).entries;
  return {
    state: stateOf({ paused, isOffline, issues: found.length, left }),
    paused,
    left,
    stored: images.stored,
    issues: found.length,
    isCarrying: paused === null && engine.schedule.underWay() > 0,
    folders: folders
      .filter(({ watched }) => watched)
      .map(({ path, state }) => ({ path, reachable: state !== 'not-reachable' })),
    recent: recent.map(({ profile, imageId, fileName }) => ({ profile, imageId, fileName })),
  };
}

/** What passes by itself is no issue; neither is a file that is simply no image. */
function needsPerson(issue: ReturnType<typeof issues>[number]): boolean {
  switch (issue.kind) {
    case 'profile':
    case 'image':
    case 'file':
      return issue.failure.retry !== 'soon';
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
