/** @file `cloudroll status`: how things stand, read beside a running Cloudroll without disturbing it; terminal. */
import { createRouterClient } from '@orpc/server';
import type { Status } from '../../shared/activity.ts';
import type { IssueEntry } from '../../shared/issue.ts';
import { router } from '../api/router.ts';
import { type Ledger, readLedger } from '../ledger/open-ledger.ts';
import { costReport } from '../library/cost/cost-report.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { bytes, plural } from './measures.ts';
import { onlyLooking } from './only-looking.ts';
import { type Home, openHome, type Surroundings } from './session.ts';
import { closedWords, failureWords } from './words.ts';

export async function statusCommand(surroundings: Surroundings, { json }: { json: boolean }): Promise<ExitCode> {
  const { print, clock } = surroundings;
  const home = await openHome(surroundings);
  const ledger = readLedger(home.folder);
  if (ledger === null) {
    print(json ? 'null' : 'Nothing was carried yet. Begin with: cloudroll sync <folder>');
    return exitCode.done;
  }
  try {
    const client = createRouterClient(router, { context: onlyLooking(home, ledger, clock) });
    const status = await client.status({});
    if (json) print(JSON.stringify(status));
    else {
      for (const line of statusLines(status, clock.now())) print(line);
      for (const line of budgetLines(home, ledger, clock.now())) print(line);
      for (const line of heldLines(await client.issues({ limit: shownIssues }), clock.now())) print(line);
    }
    return exitCode.done;
  } finally {
    ledger.close();
  }
}

/** Of budgets of which four fifths are spent. */
function budgetLines({ profiles, cost }: Home, ledger: Ledger, now: number): string[] {
  return profiles.flatMap((profile) => {
    if (cost.budgets[profile.name] === undefined) return [];
    const { state, cost: spent, budget, prices } = costReport(profile, cost, ledger, now);
    if (budget === null || (state !== 'near' && state !== 'spent')) return [];
    const share = `${spent.toFixed(2)} of ${budget.amount.toFixed(2)} ${prices.currency}`;
    return [`${profile.name}: the month's budget is ${state === 'near' ? 'nearly spent' : 'spent'}, about ${share}`];
  });
}

/** Rows a person reads; the counts above say of the rest. */
const shownIssues = 20;

/** Each image or file that waits: its last error, and when it is tried next. */
function heldLines(issues: readonly IssueEntry[], now: number): string[] {
  const rows = issues.flatMap((issue) => {
    if (issue.kind !== 'image' && issue.kind !== 'file') return [];
    const { failure, path, nextTry } = issue;
    const next = nextTry === null ? 'cloudroll try goes on with it.' : nextTryWords(nextTry, now);
    return [`  ${failureWords({ ...failure, subject: path })} ${next}`];
  });
  return rows.length === 0 ? [] : ['', 'Not carried:', ...rows.slice(0, shownIssues)];
}

function nextTryWords(nextTry: number, now: number): string {
  return `Next try in ${Math.max(0, Math.round((nextTry - now) / 1000))} s.`;
}

function statusLines(status: Status, now: number): string[] {
  const { images, queued } = status;
  const lines = [`${plural(images.stored, 'image')} stored`];
  if (status.paused !== null) lines.push(closedWords(status.paused));
  if (images.moving > 0) lines.push(`${images.moving} on their way`);
  if (queued.files > 0) lines.push(`${plural(queued.files, 'file')} (${bytes(queued.bytes)}) not read yet`);
  const held = images.waiting + images.blocked + images.failed;
  if (held > 0) {
    lines.push(
      `${held} not carried: ${images.waiting} try again by themselves, ${images.blocked + images.failed} need you`,
    );
  }
  if (status.refused > 0) lines.push(`${plural(status.refused, 'file')} refused`);
  for (const { profile, images: found } of status.filling) {
    lines.push(`${profile}: taking in what the cloud has, ${plural(found, 'image')} so far; nothing is sent meanwhile`);
  }
  for (const hold of status.held) {
    lines.push(`${hold.profile}: ${failureWords(hold.failure)} ${nextTryWords(hold.nextTry, now)}`);
  }
  for (const folder of status.folders) {
    const how = folder.state === 'not-reachable' ? 'not reachable' : folder.watched ? 'watched' : 'synced once';
    lines.push(`${folder.path}: ${how}, profile ${folder.profile}`);
  }
  return lines;
}
