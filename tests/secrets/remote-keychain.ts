/** @file The system's keychain as a process with another environment sees it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import { Failed } from '../../electron/foundation/failed.ts';
import type { Keychain } from '../../electron/secrets/keychain.ts';
import { Failure } from '../../shared/failure.ts';

const Answer = z.union([
  z.object({ id: z.number(), failure: Failure }),
  z.object({ id: z.number(), refused: z.string() }),
  z.object({ id: z.number(), value: z.union([z.string(), z.boolean(), z.null()]) }),
]);
type Answer = z.infer<typeof Answer>;

export type RemoteKeychain = Keychain & { readonly stop: () => Promise<void> };

export function remoteKeychain(environment: Readonly<Record<string, string>>): RemoteKeychain {
  const child = fork(new URL('./keychain-process.ts', import.meta.url), { env: { ...environment }, execArgv: [] });
  const waiting = new Map<number, (answer: Answer) => void>();
  let asked = 0;
  child.on('message', (message) => {
    const answer = Answer.parse(message);
    waiting.get(answer.id)?.(answer);
  });
  child.on('exit', (code, signal) => {
    for (const [id, tell] of waiting) tell({ id, refused: `The process ended: ${code ?? signal}` });
  });

  async function ask(deed: string, account: string, secret?: string): Promise<string | boolean | null> {
    asked += 1;
    const { promise, resolve } = Promise.withResolvers<Answer>();
    waiting.set(asked, resolve);
    child.send({ id: asked, deed, account, secret });
    const answer = await promise;
    waiting.delete(answer.id);
    if ('failure' in answer) throw new Failed(answer.failure);
    if ('refused' in answer) throw new RangeError(answer.refused);
    return answer.value;
  }

  return {
    read: async (account) =>
      z
        .string()
        .nullable()
        .parse(await ask('read', account)),
    keep: async (account, secret) => {
      await ask('keep', account, secret);
    },
    forget: async (account) => z.boolean().parse(await ask('forget', account)),
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
