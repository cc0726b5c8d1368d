/** @file x */
import type { ExitCode } from './exit-code.ts';
import type { Surroundings } from './session.ts';
export async function demoCommand(_: Surroundings, __: object): Promise<ExitCode> {
  return 0;
}
