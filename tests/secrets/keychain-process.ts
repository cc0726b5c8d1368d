/** @file A process with the system's keychain, asked over IPC: libsecret takes its session from the environment, once. */
import { z } from 'zod';
import { systemClock } from '../../electron/foundation/clock.ts';
import { Failed } from '../../electron/foundation/failed.ts';
import { keytarKeychain } from '../../electron/secrets/keytar-keychain.ts';

const Question = z.discriminatedUnion('deed', [
  z.object({ id: z.number(), deed: z.literal('read'), account: z.string() }),
  z.object({ id: z.number(), deed: z.literal('keep'), account: z.string(), secret: z.string() }),
  z.object({ id: z.number(), deed: z.literal('forget'), account: z.string() }),
]);
type Question = z.infer<typeof Question>;

const keychain = keytarKeychain(systemClock);

function ask(question: Question): Promise<unknown> {
  if (question.deed === 'keep') return keychain.keep(question.account, question.secret);
  return question.deed === 'read' ? keychain.read(question.account) : keychain.forget(question.account);
}

process.on('message', (message) => {
  const question = Question.parse(message);
  ask(question).then(
    (value) => process.send?.({ id: question.id, value: value ?? null }),
    (error: unknown) => {
      if (error instanceof Failed) process.send?.({ id: question.id, failure: error.failure });
      else process.send?.({ id: question.id, refused: String(error) });
    },
  );
});
