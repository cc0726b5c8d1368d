/** @file Brings the window in sight before the ledger of an earlier Cloudroll holds main up: its page says then what takes so long. */
import type { SettingsStore } from '../cloud/settings.ts';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import type { Log } from '../foundation/log.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import { takesLong } from '../ledger/migrate.ts';
import { ledgerUpgrade } from '../ledger/open-ledger.ts';
import type { FirstWindow } from './first-window.ts';

export type BeforeUpgradeParts = {
  readonly home: AbsolutePath;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Pick<SettingsStore, 'read'>;
  readonly first: Pick<FirstWindow, 'mayBeSeen' | 'inSight'>;
  /** nativeTheme.themeSource. */
  readonly setAppearance: (appearance: 'system' | 'light' | 'dark') => void;
};

/** A page that does not come up is no reason to wait for ever. */
const longest: Milliseconds = 5000;

/** The system draws a window a little after it was told to. */
const drawn: Milliseconds = 100;

/** To be awaited before the ledger is opened: while it is brought up to date, nothing happens in main. Throws as `store.read`. */
export async function showBeforeUpgrade(parts: BeforeUpgradeParts): Promise<void> {
  const { home, clock, log, store, first, setAppearance } = parts;
  const upgrade = ledgerUpgrade(home);
  if (upgrade === null || !takesLong(upgrade)) return;
  setAppearance((await store.read()).window.appearance);
  first.mayBeSeen();
  const inSight = await isInSight(first, clock);
  await clock.sleep(drawn);
  log.info('The ledger is brought up to date', { ...upgrade, inSight });
}

function isInSight(first: BeforeUpgradeParts['first'], clock: Clock): Promise<boolean> {
  const waiting = new AbortController();
  void first.inSight.then(() => waiting.abort('in sight'));
  return clock.sleep(longest, waiting.signal).then(
    () => false,
    () => true,
  );
}
