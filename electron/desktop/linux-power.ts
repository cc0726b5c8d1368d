/** @file Battery and metered line on Linux, where Electron tells neither: D-Bus, else what the kernel says of its supplies. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Conditions } from '../journey/gate.ts';
import { type BusProperty, type RunProgram, readBusProperty } from './linux-bus.ts';

const onBattery: BusProperty = {
  bus: 'system',
  service: 'org.freedesktop.UPower',
  path: '/org/freedesktop/UPower',
  interface: 'org.freedesktop.UPower',
  property: 'OnBattery',
};
const metered: BusProperty = {
  bus: 'system',
  service: 'org.freedesktop.NetworkManager',
  path: '/org/freedesktop/NetworkManager',
  interface: 'org.freedesktop.NetworkManager',
  property: 'Metered',
};

/** NM_METERED_YES and NM_METERED_GUESS_YES. */
const meteredValues = ['1', '3'];

/** Where nobody knows, neither is assumed. `supplies` is the kernel's folder of power supplies. */
export async function linuxConditions(run: RunProgram, supplies = '/sys/class/power_supply'): Promise<Conditions> {
  const [battery, line] = await Promise.all([readBusProperty(run, onBattery), readBusProperty(run, metered)]);
  return {
    onBattery: battery === null ? await suppliesSayBattery(supplies) : battery === 'true',
    metered: line !== null && meteredValues.includes(line),
  };
}

/** A battery gives power and no line does. */
async function suppliesSayBattery(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  const read = (name: string, file: string) =>
    readFile(join(folder, name, file), 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
  const found = await Promise.all(
    names.map(async (name) => ({
      type: await read(name, 'type'),
      online: await read(name, 'online'),
      status: await read(name, 'status'),
    })),
  );
  const hasLine = found.some(({ type, online }) => type !== 'Battery' && online === '1');
  return !hasLine && found.some(({ type, status }) => type === 'Battery' && status === 'Discharging');
}
