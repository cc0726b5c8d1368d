/** @file One property of a service on the D-Bus of Linux, asked through `busctl` or `gdbus`, whichever is there. */
import { execFile } from 'node:child_process';

export type BusProperty = {
  readonly bus: 'system' | 'session';
  readonly service: string;
  readonly path: string;
  readonly interface: string;
  readonly property: string;
};

/** Runs a program and resolves with what it printed, or null when it is not there, fails, or takes too long. */
export type RunProgram = (program: string, words: readonly string[]) => Promise<string | null>;

/** The value as text ("true", "1"), or null when nobody answers. */
export async function readBusProperty(run: RunProgram, asked: BusProperty): Promise<string | null> {
  const { bus, service, path, property } = asked;
  const where = bus === 'system' ? '--system' : '--user';
  const said = await run('busctl', [where, 'get-property', service, path, asked.interface, property]);
  // As in `b true` and `u 1`.
  if (said !== null) return said.trim().split(' ').at(-1) ?? null;
  const get = ['call', `--${bus}`, '--dest', service, '--object-path', path];
  const other = await run('gdbus', [
    ...get,
    '--method',
    'org.freedesktop.DBus.Properties.Get',
    asked.interface,
    property,
  ]);
  // As in `(<true>,)` and `(<uint32 1>,)`.
  return other === null ? null : (/<(?:\w+ )?(\w+)>/.exec(other)?.[1] ?? null);
}

const patience = 2000;

export const runProgram: RunProgram = (program, words) =>
  new Promise((resolve) => {
    execFile(program, [...words], { timeout: patience }, (error, said) => resolve(error === null ? said : null));
  });
