/** @file `cloudroll alert` and `cloudroll publish`: when failing is to be said aloud, and whose counters go to CloudWatch; terminal. */
import { FailureAlert } from '../../shared/library-log.ts';
import { failureAlert, keepFailureAlert } from '../library/log/health.ts';
import { keepPublishing, publishing } from '../library/log/publishing.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { plural } from './measures.ts';
import { withRecords } from './records-session.ts';
import { chooseProfile, type Surroundings } from './session.ts';

export type AlertOptions = { readonly atLeast?: number | undefined; readonly json: boolean };

/** `above`: per cent, 'none', or nothing to be told what holds. */
export function alertCommand(
  surroundings: Surroundings,
  above: string | undefined,
  { atLeast, json }: AlertOptions,
): Promise<ExitCode> {
  const { print, complain } = surroundings;
  return withRecords(surroundings, async ({ ledger }) => {
    const now = failureAlert(ledger);
    const asked = FailureAlert.safeParse({
      above: above === undefined ? now.above : above === 'none' ? null : Number(above),
      atLeast: atLeast ?? now.atLeast,
    });
    if (!asked.success) {
      complain('Above how many per cent? A whole number from 1 to 100, or "none"; --at-least takes 1 to 10000.');
      return exitCode.wrongUse;
    }
    if (above !== undefined || atLeast !== undefined) await ledger.commit(() => keepFailureAlert(ledger, asked.data));
    print(json ? JSON.stringify(asked.data) : alertWords(asked.data));
    return exitCode.done;
  });
}

function alertWords({ above, atLeast }: FailureAlert): string {
  if (above === null) return 'However much fails, nothing is said of the rate.';
  return `It is said when more than ${above}% of at least ${plural(atLeast, 'image')} fail within an hour.`;
}

export type PublishOptions = { readonly on: boolean; readonly off: boolean; readonly json: boolean };

/** Without `on` and `off` it only tells what holds. Throws Failed `bad-settings` for an unknown profile. */
export function publishCommand(
  surroundings: Surroundings,
  profile: string | undefined,
  { on, off, json }: PublishOptions,
): Promise<ExitCode> {
  const { print, complain } = surroundings;
  if (on && off) {
    complain('Either --on or --off.');
    return Promise.resolve(exitCode.wrongUse);
  }
  return withRecords(surroundings, async ({ ledger, home }) => {
    const { name } = chooseProfile(home, profile);
    if (on || off) await ledger.commit(() => keepPublishing(ledger, name, on));
    const [now] = publishing(ledger, [name]);
    if (json) print(JSON.stringify(now));
    else {
      print(`Counters of ${name} are ${now?.on === true ? '' : 'not '}published to CloudWatch in your own account.`);
      if (on) complain('It costs a little, and needs a right: cloudroll cloud policy tells it now.');
    }
    return exitCode.done;
  });
}
