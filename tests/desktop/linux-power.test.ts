/** @file Battery and metered line on Linux, with programs that answer and programs that are not there. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunProgram } from '../../electron/desktop/linux-bus.ts';
import { linuxConditions } from '../../electron/desktop/linux-power.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const nobody: RunProgram = async () => null;
const answering =
  (program: string, answers: Readonly<Record<string, string>>): RunProgram =>
  async (name, words) =>
    name === program ? (answers[words.at(-1) ?? ''] ?? null) : null;

async function supplies(list: Readonly<Record<string, Readonly<Record<string, string>>>>): Promise<string> {
  const folder = temporaryFolder();
  for (const [name, files] of Object.entries(list)) {
    await mkdir(join(folder, name));
    for (const [file, text] of Object.entries(files)) await writeFile(join(folder, name, file), `${text}\n`);
  }
  return folder;
}

describe('what the bus says', () => {
  test('busctl is asked first', async () => {
    const run = answering('busctl', { OnBattery: 'b true\n', Metered: 'u 1\n' });
    expect(await linuxConditions(run, '/nowhere')).toEqual({ onBattery: true, metered: true });
  });

  test('gdbus says the same in other words', async () => {
    const run = answering('gdbus', { OnBattery: '(<false>,)\n', Metered: '(<uint32 3>,)\n' });
    expect(await linuxConditions(run, '/nowhere')).toEqual({ onBattery: false, metered: true });
  });

  test.each(['u 0', 'u 2', 'u 4'])('a line that is %s is not metered', async (metered) => {
    expect((await linuxConditions(answering('busctl', { Metered: metered }), '/nowhere')).metered).toBe(false);
  });
});

describe('where nobody answers, the kernel is asked', () => {
  test('a battery that discharges while no line gives power', async () => {
    const folder = await supplies({
      AC: { type: 'Mains', online: '0' },
      BAT0: { type: 'Battery', status: 'Discharging' },
    });
    expect(await linuxConditions(nobody, folder)).toEqual({ onBattery: true, metered: false });
  });

  test('a line gives power', async () => {
    const folder = await supplies({
      AC: { type: 'Mains', online: '1' },
      BAT0: { type: 'Battery', status: 'Discharging' },
    });
    expect((await linuxConditions(nobody, folder)).onBattery).toBe(false);
  });

  test('a computer without a battery', async () => {
    expect(await linuxConditions(nobody, '/nowhere')).toEqual({ onBattery: false, metered: false });
  });
});
