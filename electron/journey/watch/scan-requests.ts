/** @file Who asked for a scan and is still waiting for its answer; pure but for memory. */
import type { Milliseconds } from '../../foundation/clock.ts';

export type ScanRequests = {
  /** Waits for a pass that begins from now on, and then at most until `until` for files to settle. */
  readonly add: (request: number, until: Milliseconds) => void;
  /** A pass begins: call what this returns when it has ended. */
  readonly passBegins: () => () => void;
  /** Takes those that can be answered. `quiet`: nothing in the folder waits to settle. */
  readonly take: (elapsed: Milliseconds, quiet: boolean) => number[];
  readonly takeAll: () => number[];
  readonly dueAt: () => Milliseconds;
};

type Request = { readonly request: number; readonly until: Milliseconds; passed: boolean };

export function scanRequests(): ScanRequests {
  let requests: Request[] = [];
  const takeIf = (ready: (request: Request) => boolean): number[] => {
    const taken = requests.filter(ready);
    requests = requests.filter((request) => !taken.includes(request));
    return taken.map(({ request }) => request);
  };
  return {
    add: (request, until) => void requests.push({ request, until, passed: false }),
    passBegins: () => {
      const waiting = [...requests];
      return () => {
        for (const request of waiting) request.passed = true;
      };
    },
    take: (elapsed, quiet) => takeIf(({ passed, until }) => passed && (quiet || until <= elapsed)),
    takeAll: () => takeIf(() => true),
    dueAt: () =>
      requests.reduce((at, { passed, until }) => (passed ? Math.min(at, until) : at), Number.POSITIVE_INFINITY),
  };
}
