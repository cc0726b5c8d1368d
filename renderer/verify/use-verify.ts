/** @file How verifying stands for every profile, told by the engine as it moves; for as long as somebody looks. */
import { useEffect, useState } from 'react';
import type { VerifyState } from '../../shared/verify-run.ts';
import { cloudroll } from '../bridge.ts';
import { useLine } from '../live.ts';

/** Undefined until the engine has said it once; called again when the line is back. */
export function useVerify(): readonly VerifyState[] | undefined {
  const [states, setStates] = useState<readonly VerifyState[]>();
  const line = useLine();
  useEffect(() => {
    if (line === 'cut-off') return undefined;
    const leaving = new AbortController();
    const follow = async (): Promise<void> => {
      for await (const now of await cloudroll.library.verify.follow({}, { signal: leaving.signal })) setStates(now);
    };
    // Cut off or left: the shell says the one, and nobody looks at the other.
    follow().catch(() => undefined);
    return () => leaving.abort();
  }, [line]);
  return states;
}
