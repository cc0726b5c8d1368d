/** @file One thing that a bucket or a table should be: how to look at it and how to make it so; imports no vendor. */
import type { SetUpDeed, SetUpStep } from '../../shared/set-up.ts';
import { awsFailure, isVendorError } from './aws-failure.ts';

/** `after-creation` and `unseen` are what follows from others; a step itself never says so. */
export type Look = {
  readonly state: Exclude<SetUpStep['state'], 'after-creation' | 'unseen'>;
  /** As the service spells it. */
  readonly found: string | null;
};

export type Step = {
  readonly deed: SetUpDeed;
  readonly on: string;
  /** As the service spells it. */
  readonly wished: string;
  /** What is there may have been somebody's choice: done only when it is asked for by name. */
  readonly isChoice?: true;
  /** Changes nothing. Throws Failed as the service answers. */
  readonly look: (signal: AbortSignal) => Promise<Look>;
  /** Makes or mends it; twice is harmless. What others have set beside it stays. Throws Failed as the service answers. */
  readonly make: (signal: AbortSignal) => Promise<void>;
};

/** A setting as the service tells it; `none`: there is nothing yet; `unknown`: the answer does not speak of it. */
export type Setting<Value> = { readonly is: Value } | 'none' | 'unknown';

/**
 * Asks for one setting. `absent` are the service's names for nothing being there. A server that ignores a question it does not
 * know answers something else with success, in which the value is missing.
 */
export async function settingOf<Value>(
  subject: string,
  absent: readonly string[],
  ask: () => Promise<Value | undefined>,
): Promise<Setting<Value>> {
  try {
    const value = await ask();
    return value === undefined ? 'unknown' : { is: value };
  } catch (error) {
    if (isVendorError(error, ...absent)) return 'none';
    throw awsFailure(error, subject);
  }
}

/** The look at a setting whose text says whether it is as wished. */
export function lookAt<Value>(
  setting: Setting<Value>,
  isAsWished: (value: Value) => boolean,
  spelled: (value: Value) => string,
): Look {
  if (setting === 'unknown') return { state: 'not-offered', found: null };
  if (setting === 'none') return { state: 'missing', found: null };
  return { state: isAsWished(setting.is) ? 'present' : 'differs', found: spelled(setting.is) };
}
