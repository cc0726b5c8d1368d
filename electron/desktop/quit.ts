/** @file The end: whatever is under way is stopped within seconds, and the next start goes on from there. */
import { app } from 'electron';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import type { Log } from '../foundation/log.ts';

/** What is confirmed is in the ledger already, so waiting longer would save nothing but one request. */
const longestEnd: Milliseconds = 5000;

/** `close` ends the engine; it is called once, and `last` when it has ended or the time is up. */
export function quitCleanly(parts: { clock: Clock; log: Log; close: () => Promise<void>; letClose: () => void }): void {
  const { clock, log } = parts;
  let stage: 'running' | 'closing' | 'closed' = 'running';
  // Without a listener Electron would quit: started hidden, the drop window may be the only one there is.
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', (event) => {
    parts.letClose();
    if (stage === 'closed') return;
    event.preventDefault();
    if (stage === 'closing') return;
    stage = 'closing';
    const tooLong = new AbortController();
    const ended = parts.close().catch((error: unknown) => log.error('The engine did not end cleanly', { error }));
    const late = clock.sleep(longestEnd, tooLong.signal).then(
      () => log.warn('The engine took too long to end and was left'),
      () => undefined,
    );
    Promise.race([ended, late]).then(() => {
      tooLong.abort();
      stage = 'closed';
      app.quit();
    });
  });
}
