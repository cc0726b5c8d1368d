/** @file Battery, metered line, sleep and waking as the system tells them, for the engine's limits. */
import { powerMonitor } from 'electron';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import { isAbort } from '../foundation/failed.ts';
import type { Conditions } from '../journey/gate.ts';
import { runProgram } from './linux-bus.ts';
import { linuxConditions } from './linux-power.ts';

export type SystemConditions = {
  readonly now: () => Conditions;
  /** Looks from now on; once. */
  readonly begin: () => void;
};

/** Linux tells no change; a look costs two small programs. */
const lookEvery: Milliseconds = 60_000;

/** `onChange` is called when one of them changed. Ends with the signal. */
export function systemConditions(clock: Clock, onChange: () => void, signal: AbortSignal): SystemConditions {
  // Until the first look, as bad as it can be: whoever wants nothing sent then is not surprised by a second of it.
  let now: Conditions = { onBattery: true, metered: true };
  const set = (next: Conditions): void => {
    const changed = next.onBattery !== now.onBattery || next.metered !== now.metered;
    now = next;
    if (changed) onChange();
  };
  const begin = (): void => {
    if (process.platform !== 'linux') {
      set({ onBattery: powerMonitor.isOnBatteryPower(), metered: false });
      powerMonitor.on('on-battery', () => set({ ...now, onBattery: true }));
      powerMonitor.on('on-ac', () => set({ ...now, onBattery: false }));
      return;
    }
    const look = async (): Promise<void> => {
      while (!signal.aborted) {
        set(await linuxConditions(runProgram));
        await clock.sleep(lookEvery, signal);
      }
    };
    look().catch((error: unknown) => {
      if (!isAbort(error)) throw error;
    });
  };
  return { now: () => now, begin };
}

/** Sockets that slept are dead without knowing it; a line needs some seconds after waking. */
export function onWake(clock: Clock, deeds: { suspend: () => void; resume: () => void }, signal: AbortSignal): void {
  const settle: Milliseconds = 10_000;
  powerMonitor.on('suspend', deeds.suspend);
  powerMonitor.on('resume', () => {
    deeds.suspend();
    clock.sleep(settle, signal).then(deeds.resume, () => undefined);
  });
}
