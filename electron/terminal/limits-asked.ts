/** @file The limits of a run: those of the settings file, under those of the environment, under those of the command; terminal. */
import { Limits } from '../../shared/limits.ts';
import { type Environment, textOf } from '../cloud/environment.ts';
import { badSettings } from '../cloud/home.ts';
import { Failed } from '../foundation/failed.ts';

export type AskedLimits = Partial<Pick<Limits, 'bandwidth' | 'lanes'>>;

/** Throws Failed `bad-settings` that names the variable which makes no sense. */
export function limitsOfEnvironment(environment: Environment): AskedLimits {
  const bandwidth = textOf(environment, 'CLOUDROLL_BANDWIDTH');
  const lanes = textOf(environment, 'CLOUDROLL_LANES');
  return {
    ...(bandwidth === undefined ? {} : { bandwidth: asked('CLOUDROLL_BANDWIDTH', { bandwidth }).bandwidth }),
    ...(lanes === undefined ? {} : { lanes: asked('CLOUDROLL_LANES', { lanes: Number(lanes) }).lanes }),
  };
}

function asked(variable: string, limit: AskedLimits): Limits {
  const parsed = Limits.safeParse(limit);
  if (parsed.success) return parsed.data;
  throw new Failed({ ...badSettings(variable), detail: 'not valid' });
}
